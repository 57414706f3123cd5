import { variantOf, type GroupTally, type QuestionnaireDocument, type SurveyTally, type VariantName, type VariantTally } from '../../survey/index.ts';
import { battery, hiddenBattery, indexOf, isComplete, itemShapes, itemsShown, totalsAlike, type Deciding } from './batteries.ts';
import { shapesOf, type Shape } from './cells.ts';
import { decideGroups } from './groups.ts';
import { allRules, type Rules } from './hiding.ts';
import type { PublicationDocument, PublishedBattery, PublishedGroup, PublishedIndex, PublishedVariant } from './model.ts';
import { decideTotal, type DecidedTotal } from './totals.ts';

export interface Publishing {
	readonly questionnaire: QuestionnaireDocument;
	/** Groups are decided once, when no answer can come any more. */
	readonly reason: 'interim' | 'closed';
	/** For the attack test only: what happens when a rule is left out. */
	readonly rules?: Rules;
}

/**
 * Decides every cell of a survey at once: what of a tally is published, given all earlier publications of the survey in
 * their order. Pure. The rules and the reasons for them stand in docs/privacy.md. Throws RangeError for a tally with
 * answers of open links that does not tell what came without them.
 */
export function decideCells(tally: SurveyTally, k: number, earlier: readonly PublicationDocument[], { questionnaire, reason, rules = allRules }: Publishing): PublishedVariant[] {
	return tally.variants.flatMap((variant) => {
		const content = variantOf(questionnaire, variant.variant);
		return content ? [decideVariant(variant, shapesOf(content), k, earlier, reason, rules)] : [];
	});
}

/** The groups of a variant without the answers of open links, in the same order. */
export function countedGroups({ groups, countedGroups }: VariantTally): readonly GroupTally[] {
	if (countedGroups) return countedGroups;
	if (groups.some(({ responses, counted }) => responses !== counted)) throw new RangeError('A tally with answers of open links must tell what came without them');
	return groups;
}

function decideVariant(variant: VariantTally, shapes: readonly Shape[], k: number, earlier: readonly PublicationDocument[], reason: 'interim' | 'closed', rules: Rules): PublishedVariant {
	const deciders = rules.openLinks ? countedGroups(variant) : variant.groups;
	const [tally, counted] = [variant.groups[0], deciders[0]];
	if (!tally || !counted) return { variant: variant.variant, groups: [] };
	const before = earlier.map((document, i) => ({ number: i + 1, group: totalOf(document, variant.variant) }));
	const totals = shapes.map((shape, i): DecidedTotal => {
		// The counts of a grouping question are the sizes of its groups.
		if (shape.grouping && reason === 'interim') return { cell: { question: shape.question, kind: 'hidden', reason: 'complementary' }, steps: [] };
		const cells = before.flatMap(({ number, group }) => (group?.questions[i] ? [{ number, cell: group.questions[i] }] : []));
		const [all, deciding] = [tally.questions[i], counted.questions[i]];
		return all && deciding ? decideTotal(shape, all, deciding, k, cells, rules) : { cell: { question: shape.question, kind: 'hidden', reason: 'too-few' }, steps: [] };
	});
	const decided = decideGroups({ groups: variant.groups, counted: deciders, shapes, totals, reason, k, rules });
	const cells = totals.map(({ cell }) => (decided.hiddenGroupings.has(cell.question) ? ({ question: cell.question, kind: 'hidden', reason: 'complementary' } as const) : cell));
	const total: Deciding = { tally, counted, cells };
	const few = counted.responses < k;
	const batteries = tally.batteries.map((_, i) => totalBattery(i, total, shapes, k, before, rules));
	return {
		variant: variant.variant,
		groups: [
			{ by: null, value: null, responses: few ? null : tally.responses, hidden: few ? 'too-few' : null, questions: cells, batteries, index: totalIndex(total, shapes, batteries, k, before, rules) },
			...decided.groups
		]
	};
}

const totalOf = (document: PublicationDocument, variant: VariantName): PublishedGroup | undefined => document.variants.find((v) => v.variant === variant)?.groups.find(({ by }) => by === null);

type Before = readonly { readonly number: number; readonly group: PublishedGroup | undefined }[];

function totalBattery(i: number, total: Deciding, shapes: readonly Shape[], k: number, before: Before, rules: Rules): PublishedBattery {
	const [tally, counted] = [total.tally.batteries[i], total.counted.batteries[i]];
	if (!tally || !counted) return hiddenBattery('', 'too-few');
	const earlier = before.flatMap(({ number, group }) => {
		const battery = group?.batteries[i];
		return battery && battery.kind !== 'hidden' && battery.repeats === undefined ? [{ number, battery }] : [];
	});
	const last = earlier.at(-1);
	if (!itemsShown(tally, total.cells)) return last ? { ...last.battery, repeats: last.number } : hiddenBattery(tally.battery, counted.n < k ? 'too-few' : 'complementary');
	if (counted.n < k) return hiddenBattery(tally.battery, 'too-few');
	const items = itemShapes(tally, shapes);
	if (rules.alike && totalsAlike(counted.n, counted.total, items)) return last ? { ...last.battery, repeats: last.number } : hiddenBattery(tally.battery, 'complementary');
	const steps = earlier.every(({ battery }) => {
		if (battery.kind !== 'sums' || battery.n === tally.n) return true;
		return !totalsAlike(tally.n - battery.n, { sum: tally.total.sum - battery.total.sum, squares: tally.total.squares - battery.total.squares }, items);
	});
	return battery(tally, total, shapes, steps && (isComplete(tally, total.tally) || !rules.incomplete), rules);
}

function totalIndex(total: Deciding, shapes: readonly Shape[], batteries: readonly PublishedBattery[], k: number, before: Before, rules: Rules): PublishedIndex | null {
	const last = before.flatMap(({ number, group }) => (group?.index && group.index.repeats === undefined ? [{ number, index: group.index }] : [])).at(-1);
	const repeats = total.cells.some((cell) => cell.kind !== 'hidden' && cell.repeats !== undefined && shapes.some(({ question, scale }) => question === cell.question && scale !== null));
	if (repeats) return last ? { ...last.index, repeats: last.number } : null;
	return indexOf(total, shapes, batteries, k, last === undefined, rules);
}
