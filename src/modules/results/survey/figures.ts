import { alphaOf, choicesOf, closedQuestions, declinedId, figuresOf, figuresOfMoments, meanFigures, rangeOf, scaleOf, shareInterval, type MeanFigures, type Question, type Variant } from '../../survey/index.ts';
import type { PublishedBattery, PublishedGroup, PublishedQuestion, PublishedVariant } from '../publication/model.ts';
import { reaches, targetOutcome } from './judge.ts';
import type { BatteryResult, GroupingResult, IndexResult, NoFigure, QuestionFigures, QuestionResult, Range, Share, VariantResult } from './model.ts';
import type { Before } from './trend.ts';

type ScaleQuestion = Extract<Question, { kind: 'scale' }>;
export const isScale = (question: Question): question is ScaleQuestion => question.kind === 'scale';

export interface Around {
	/** How many people might have answered; null when nobody counted them. */
	readonly population: number | null;
	/** The target on the scale of the standard variant. */
	readonly target: number | null;
	/** The same variant in the previous cycle. */
	readonly before: Before;
}

/** Everybody's group of a published variant; there is always one. */
export const everybody = (published: PublishedVariant): PublishedGroup | undefined => published.groups.find(({ by }) => by === null);

export const rangeOfQuestion = (variant: Variant, { battery }: ScaleQuestion): Range => rangeOf(scaleOf(variant, battery).options);

/** The range that all batteries of a variant share, on which its index lies; null where they differ. */
export function sharedRange(variant: Variant): Range | null {
	const ranges = variant.questions.filter(isScale).map((question) => rangeOfQuestion(variant, question));
	const [first] = ranges;
	return first && ranges.every(({ low, high }) => low === first.low && high === first.high) ? first : null;
}

/** What a published cell says of a question; a cell that is missing is hidden like its group. */
export function questionFigures(variant: Variant, question: Question, published: PublishedQuestion | undefined, group: Pick<PublishedGroup, 'hidden'>, population: number | null): QuestionFigures {
	if (!published) return { kind: 'hidden', reason: group.hidden ?? 'too-few' };
	const choices = choicesOf(variant, question);
	switch (published.kind) {
		case 'hidden':
			return { kind: 'hidden', reason: published.reason };
		case 'coarse':
			return { kind: 'coarse', n: published.n, among: choices.filter(({ id }) => published.options.includes(id)) };
		case 'numbers': {
			const figures = meanFigures(published.n, published.sum, published.squares, population);
			return figures ? { kind: 'number', figures } : { kind: 'empty' };
		}
		case 'counts': {
			const { n, counts } = published;
			if (isScale(question)) {
				const figures = figuresOf(counts, choices.map(({ value }) => value), population, question.reversed);
				return figures ? { kind: 'scale', figures, counts } : { kind: 'empty' };
			}
			const valued = question.kind !== 'multiple' && choices.some(({ value }) => value !== null);
			const shares = choices.map((choice, i): Share | null => {
				const count = counts[i] ?? 0;
				const told = valued ? choice.value !== null : choice.id !== declinedId;
				return told && n > 0 ? { count, share: count / n, ci95: shareInterval(count, n, population) } : null;
			});
			return n > 0 ? { kind: 'choices', n, counts, shares } : { kind: 'empty' };
		}
	}
}

/** Everything that is shown of one variant. Pure: what it costs depends on the questionnaire and its groups alone. */
export function variantResult(variant: Variant, published: PublishedVariant, around: Around): VariantResult {
	const all = everybody(published) ?? { by: null, value: null, responses: null, hidden: 'too-few' as const, questions: [], batteries: [], index: null };
	const questions = closedQuestions(variant);
	const cells = new Map(all.questions.map((cell) => [cell.question, cell]));
	const one = (question: Question): QuestionResult => {
		const figures = questionFigures(variant, question, cells.get(question.id), all, around.population);
		return {
			id: question.id,
			kind: question.kind,
			text: question.text,
			unit: question.kind === 'number' ? (question.unit ?? null) : null,
			reversed: isScale(question) && question.reversed,
			picture: question.picture ?? null,
			choices: choicesOf(variant, question),
			figures,
			repeats: repeatsOf(cells.get(question.id)),
			trend: isScale(question) ? around.before.ofQuestion(question, figures, around.population) : { kind: 'blank', reason: 'no-previous' }
		};
	};
	const index = indexOf(variant, all, around);
	return {
		variant: published.variant,
		responses: all.responses,
		hidden: all.hidden,
		index,
		noIndex: index ? null : noIndexOf(variant, all),
		batteries: variant.batteries.flatMap((battery): BatteryResult[] => {
			const items = questions.filter((question) => isScale(question) && question.battery === battery.id);
			const cell = all.batteries.find((candidate) => candidate.battery === battery.id);
			if (items.length === 0) return [];
			return [{ id: battery.id, title: battery.title, range: rangeOf(scaleOf(variant, battery.id).options), ...batteryFigures(cell, all, around.population), questions: items.map(one) }];
		}),
		others: questions.filter((question) => !isScale(question)).map(one),
		groupings: groupingsOf(variant, published)
	};
}

const repeatsOf = (cell: PublishedQuestion | undefined): number | null => (cell && cell.kind !== 'hidden' ? (cell.repeats ?? null) : null);

function batteryFigures(cell: PublishedBattery | undefined, group: Pick<PublishedGroup, 'hidden'>, population: number | null): Pick<BatteryResult, 'mean' | 'alpha' | 'hidden'> {
	if (!cell || cell.kind === 'hidden') return { mean: null, alpha: null, hidden: cell?.reason ?? group.hidden ?? 'too-few' };
	return { mean: batteryMean(cell, population), alpha: cell.kind === 'sums' ? alphaOf(cell) : { value: cell.alpha, n: cell.n }, hidden: null };
}

/** The mean of a battery over people: the one of their sums, divided by the number of its questions, where sums are published. */
export function batteryMean(cell: Exclude<PublishedBattery, { kind: 'hidden' }>, population: number | null): MeanFigures | null {
	if (cell.kind === 'rounded') return figuresOfMoments({ n: cell.n, mean: cell.mean, variance: cell.sd === null ? null : cell.sd ** 2 }, population);
	const k = cell.items.length;
	return k === 0 ? null : meanFigures(cell.n, cell.total.sum / k, cell.total.squares / k ** 2, population);
}

export function indexOf(variant: Variant, group: PublishedGroup, { population, target, before }: Around): IndexResult | null {
	const range = sharedRange(variant);
	const figures = group.index && meanFigures(group.index.n, group.index.sum, group.index.squares, population);
	if (!figures || !range) return null;
	return {
		figures,
		range,
		target: target === null ? null : { value: target, outcome: targetOutcome(figures, target) },
		questions: target === null ? null : reachedQuestions(variant, group, target, range, population),
		trend: before.ofIndex(figures, group.index?.items ?? [], population)
	};
}

/** Why a group has no index, as far as what is published tells it. */
export function noIndexOf(variant: Variant, group: PublishedGroup): NoFigure {
	if (group.hidden) return group.hidden;
	if (!sharedRange(variant)) return 'no-index';
	const scales = new Set(variant.questions.filter(isScale).map(({ id }) => id));
	return group.questions.some(({ question, kind }) => kind === 'coarse' && scales.has(question)) ? 'alike' : 'too-few';
}

function reachedQuestions(variant: Variant, group: PublishedGroup, target: number, range: Range, population: number | null): IndexResult['questions'] {
	const told = variant.questions.filter(isScale).flatMap((question) => {
		const cell = group.questions.find((candidate) => candidate.question === question.id);
		return reaches(questionFigures(variant, question, cell, group, population), target, range, question.reversed) ?? [];
	});
	return { reached: told.filter(Boolean).length, total: told.length };
}

/** Groups are set side by side without a population: how many belong to each of them is not known. */
function groupingsOf(variant: Variant, published: PublishedVariant): GroupingResult[] {
	const byName = Map.groupBy(published.groups.filter(({ by }) => by !== null), ({ by }) => by as string);
	const scales = variant.questions.filter(isScale);
	return [...byName].map(([by, groups]) => {
		const question = variant.questions.find(({ id }) => id === by);
		const options = question ? choicesOf(variant, question) : [];
		return {
			by,
			text: question?.text ?? null,
			groups: groups.map((group) => ({
				value: group.value ?? 'none',
				label: options.find(({ id }) => id === group.value)?.label ?? null,
				responses: group.responses,
				hidden: group.hidden,
				index: group.index && meanFigures(group.index.n, group.index.sum, group.index.squares),
				batteries: variant.batteries.map(({ id }) => {
					const cell = group.batteries.find(({ battery }) => battery === id);
					return cell && cell.kind !== 'hidden' ? batteryMean(cell, null) : null;
				}),
				questions: scales.map((item) => ({ id: item.id, figures: questionFigures(variant, item, group.questions.find((cell) => cell.question === item.id), group, null) }))
			}))
		};
	});
}
