import { variantOf, type Variant, type VariantName } from '../../../survey/index.ts';
import type { PublicationDocument, PublishedGroup, PublishedQuestion } from '../model.ts';
import { closedOf, groupingsOf, groupOf, randomOf, type GeneratedSurvey, type Person } from './people.testing.ts';
import { viewsOf, type View } from './views.testing.ts';
import { Echelon, System, unnoticedMoves, valueOf, type Sum } from './system.testing.ts';

/** Something that the attacker found out for certain. */
export interface Finding {
	readonly how: 'by addition' | 'by bounds';
	readonly what: string;
}

export interface Published {
	readonly document: PublicationDocument;
	/** People of this cohort and the earlier ones had answered. */
	readonly cohort: number;
}

export interface Attack {
	readonly findings: Finding[];
	/** How many sums were attacked. */
	targets: number;
	solved: number;
}

/**
 * Attacks everything published of one variant: for every question and grouping (and, where it is small enough, pairs of
 * groupings) the unknown numbers of people by time, group and answer. The attacker knows all answers of open links, and
 * `own`: one person's answer, groups and time.
 */
export function attack(survey: GeneratedSurvey, published: readonly Published[], name: VariantName, own: Person | null, into: Attack, pairs: boolean): void {
	const variant = variantOf(survey.questionnaire, name);
	if (!variant) return;
	const groupings = groupingsOf(variant);
	const people = survey.people.filter((person) => person.variant === name && !person.open && person.cohort <= (published.at(-1)?.cohort ?? -1));
	const open = survey.people.filter((person) => person.variant === name && person.open);
	const sets = [...groupings.map((grouping) => [grouping]), ...(pairs ? groupings.flatMap((a, i) => groupings.slice(i + 1).map((b) => [a, b])) : [])];
	for (const view of viewsOf(variant)) {
		for (const chosen of sets) {
			if (chosen.some(({ by }) => by === closedOf(variant)[view.place]?.id)) continue;
			const size = published.length * chosen.reduce((product, { values }) => product * values.length, 1) * view.categories;
			if (chosen.length > 1 && size > 260) continue;
			attackTable({ variant, name, view, groupings: chosen, people, open, own: own?.variant === name ? own : null, published, k: survey.k }, into);
		}
	}
	sumsOfBatteries(survey, published, name, into);
}

interface Table {
	readonly variant: Variant;
	readonly name: VariantName;
	readonly view: View;
	readonly groupings: readonly { readonly by: string; readonly values: readonly string[] }[];
	readonly people: readonly Person[];
	readonly open: readonly Person[];
	readonly own: Person | null;
	readonly published: readonly Published[];
	readonly k: number;
}

interface Target {
	readonly what: string;
	readonly sum: Sum;
	/** Sums that fix it when they are known anyway: nobody at all gave this answer. */
	readonly trivial: boolean;
}

function attackTable(table: Table, into: Attack): void {
	const { variant, view, groupings, people, open, own, published, k } = table;
	const steps = published.map(({ cohort }) => cohort);
	const stepOf = (person: Person): number => steps.findIndex((cohort) => person.cohort <= cohort);
	const radices = groupings.map(({ values }) => values.length);
	const combinations = radices.reduce((product, count) => product * count, 1);
	const index = (step: number, combination: number, category: number): number => (step * combinations + combination) * view.categories + category;
	const combinationOf = (person: Person): number => groupings.reduce((at, { by, values }) => at * values.length + values.indexOf(groupOf(variant, person, by)), 0);
	const inGroup = (combination: number, grouping: number, value: number): boolean => {
		let rest = combination;
		for (let g = groupings.length - 1; g > grouping; g--) rest = Math.floor(rest / (radices[g] ?? 1));
		return rest % (radices[grouping] ?? 1) === value;
	};
	const system = new System(published.length * combinations * view.categories);
	const sumOf = (upTo: number, member: (combination: number) => boolean, factors: readonly number[]): Map<number, number> => {
		const sum = new Map<number, number>();
		for (let step = 0; step <= upTo; step++)
			for (let c = 0; c < combinations; c++) if (member(c)) for (const [category, factor] of factors.entries()) if (factor !== 0) sum.set(index(step, c, category), factor);
		return sum;
	};
	const openHere = (upTo: number, of: (person: Person) => boolean) => open.filter((person) => person.cohort <= (steps[upTo] ?? -1) && of(person));
	const everyone = view.categories;
	const all = Array.from({ length: everyone }, () => 1);
	const learn = (upTo: number, member: (c: number) => boolean, of: (person: Person) => boolean, factors: readonly number[], value: number): void => {
		const known = openHere(upTo, of).reduce((total, person) => total + (factors[view.category(person.choices[view.place] ?? null)] ?? 0), 0);
		system.equal(sumOf(upTo, member, factors), value - known);
	};
	const learnGroup = (upTo: number, group: PublishedGroup | undefined, member: (c: number) => boolean, of: (person: Person) => boolean): void => {
		const cell = group?.questions[view.place];
		if (group?.responses !== null && group?.responses !== undefined) learn(upTo, member, of, all, group.responses);
		if (cell && cell.kind !== 'hidden' && cell.repeats === undefined) for (const { factors, value } of view.says(cell)) learn(upTo, member, of, factors, value);
	};
	for (const [upTo, { document }] of published.entries()) {
		const groups = document.variants.find((v) => v.variant === table.name)?.groups ?? [];
		const total = groups.find(({ by }) => by === null);
		learnGroup(upTo, total, () => true, () => true);
		// The number of answers is no secret: with one variant it is that of the variant, with two its highest.
		const everybody = sumOf(upTo, () => true, all);
		if (document.variants.length === 1) system.equal(everybody, document.counted);
		else system.atLeast.push({ sum: new Map([...everybody].map(([i, factor]) => [i, -factor])), value: -document.counted });
		for (const [g, { by, values }] of groupings.entries()) {
			for (const [v, value] of values.entries()) learnGroup(upTo, groups.find((group) => group.by === by && group.value === value), (c) => inGroup(c, g, v), (person) => groupOf(variant, person, by) === value);
			// The counts of the grouping question are sizes of its groups.
			const place = closedOf(variant).findIndex(({ id }) => id === by);
			const cell = total?.questions[place];
			if (cell?.kind === 'counts' && cell.repeats === undefined)
				for (const [v, value] of values.entries()) if (value !== 'none') learn(upTo, (c) => inGroup(c, g, v), (person) => groupOf(variant, person, by) === value, all, cell.counts[v] ?? 0);
		}
	}
	const ownIndex = own && stepOf(own) >= 0 ? index(stepOf(own), combinationOf(own), view.category(own.choices[view.place] ?? null)) : null;
	if (ownIndex !== null) system.atLeast.push({ sum: new Map([[ownIndex, 1]]), value: 1 });
	const truth = Array.from({ length: system.size }, () => 0);
	for (const person of people) if (stepOf(person) >= 0) { const i = index(stepOf(person), combinationOf(person), view.category(person.choices[view.place] ?? null)); truth[i] = (truth[i] ?? 0) + 1; }
	for (const { sum, value } of system.equations) if (valueOf(sum, truth) !== value) throw new Error(`What is published of ${view.name} is not true`);
	settle(system, truth, targetsOf(table, { sumOf, inGroup, truth, ownIndex, k }), view.name, into);
}

interface Geometry {
	sumOf(upTo: number, member: (combination: number) => boolean, factors: readonly number[]): Map<number, number>;
	inGroup(combination: number, grouping: number, value: number): boolean;
	readonly truth: readonly number[];
	readonly ownIndex: number | null;
	readonly k: number;
}

/** Counts and means of hidden groups, at each publication; and of everybody where that is hidden. */
function targetsOf({ view, groupings, published, name }: Table, { sumOf, inGroup, truth, ownIndex, k }: Geometry): Target[] {
	const targets: Target[] = [];
	const others = (sum: Sum): number => valueOf(sum, truth) - (ownIndex === null ? 0 : (sum.get(ownIndex) ?? 0));
	const told = view.values.map((value) => (value === null ? 0 : 1));
	const everyAnswer = Array.from({ length: view.categories }, () => 1);
	// A cell of everybody, or of the group at a later time when it may be shown, which says that nobody gave an answer, says so before too.
	const nobodyGave = (from: number, category: number, factors: readonly number[], group: PublishedGroup | undefined, member: (c: number) => boolean): boolean =>
		published.some(({ document }, at) => {
			const groups = document.variants.find((v) => v.variant === name)?.groups ?? [];
			const says = (cell: PublishedQuestion | undefined, of: (c: number) => boolean): boolean =>
				cell !== undefined && cell.kind !== 'hidden' && (cell.kind !== 'coarse' || view.values[category] === null) && cell.repeats === undefined && others(sumOf(at, of, factors)) === 0;
			const nobodySince = others(sumOf(at, () => true, everyAnswer)) === others(sumOf(from, () => true, everyAnswer));
			return (at >= from || nobodySince) && (says(groups[0]?.questions[view.place], () => true) || says(groups.find(({ by, value }) => by === group?.by && value === group?.value)?.questions[view.place], member));
		});
	for (const [upTo, { document }] of published.entries()) {
		const groups = document.variants.find((v) => v.variant === name)?.groups ?? [];
		const consider = (what: string, member: (c: number) => boolean, group: PublishedGroup | undefined) => {
			const cell = group?.questions[view.place];
			if (cell?.kind !== 'hidden') return;
			const size = others(sumOf(upTo, member, told));
			if (size < 1) return;
			const last = upTo === published.length - 1;
			// Earlier on, only small groups were worth hiding.
			if (!last && size >= k) return;
			// An option that nobody chose says nothing of groups: all did not choose it.
			if (view.name.includes('/') && nobodyGave(upTo, 0, [1, 0, 0], group, member)) return;
			for (let category = 0; category < view.categories - 1; category++) {
				const factors = view.values.map((_, i) => (i === category ? 1 : 0));
				targets.push({ what: `${what}, answer ${category}`, sum: sumOf(upTo, member, factors), trivial: nobodyGave(upTo, category, factors, group, member) });
			}
			// A mean is known when the sum of (value − mean) is 0 whatever happens.
			const n = valueOf(sumOf(upTo, member, told), truth);
			const weight = view.values.map((value) => value ?? 0);
			const total_ = valueOf(sumOf(upTo, member, weight), truth);
			targets.push({ what: `${what}, mean`, sum: sumOf(upTo, member, view.values.map((value) => (value === null ? 0 : value * n - total_))), trivial: false });
			if (group?.responses === null && group.by !== null && last) targets.push({ what: `${what}, size`, sum: sumOf(upTo, member, Array.from({ length: view.categories }, () => 1)), trivial: false });
		};
		for (const [g, { by, values }] of groupings.entries()) for (const [v, value] of values.entries()) consider(`${name} ${by}=${value} at ${upTo + 1}`, (c) => inGroup(c, g, v), groups.find((group) => group.by === by && group.value === value));
	}
	return targets.filter(({ sum, trivial }) => !trivial && [...sum.values()].some((factor) => factor !== 0));
}

/** Which targets have one value only: those without a simple alternative, by exact elimination and by the lowest and highest whole solution. */
function settle(system: System, truth: readonly number[], targets: readonly Target[], question: string, into: Attack): void {
	into.targets += targets.length;
	if (targets.length === 0) return;
	let open = [...targets];
	// What else could be true, at first the truth with one or two people moved, shows that a target is uncertain.
	for (const { from, to } of unnoticedMoves(system, truth, randomOf(1), 6)) {
		if (open.length === 0) break;
		const change = (sum: Sum): number => to.reduce((total, i) => total + (sum.get(i) ?? 0), 0) - from.reduce((total, i) => total + (sum.get(i) ?? 0), 0);
		if (open.every(({ sum }) => change(sum) === 0)) continue;
		const moved = [...truth];
		for (const i of from) moved[i] = (moved[i] ?? 0) - 1;
		for (const i of to) moved[i] = (moved[i] ?? 0) + 1;
		if (system.holds(moved)) open = open.filter(({ sum }) => change(sum) === 0);
	}
	if (open.length > 0) {
		const echelon = new Echelon(system.equations);
		open = open.filter((target) => {
			if (!echelon.determines(target.sum)) return true;
			into.findings.push({ how: 'by addition', what: `${question}: ${target.what}` });
			return false;
		});
	}
	while (open.length > 0) {
		const target = open[0] as Target;
		for (const sign of [1, -1]) {
			const solution = system.lowest(new Map([...target.sum].map(([i, factor]) => [i, factor * sign])));
			into.solved++;
			if (!solution) throw new Error('The truth is a solution');
			open = open.filter(({ sum }) => valueOf(sum, solution) === valueOf(sum, truth));
			if (!open.includes(target)) break;
		}
		if (open.includes(target)) {
			into.findings.push({ how: 'by bounds', what: `${question}: ${target.what}` });
			open = open.filter((other) => other !== target);
		}
	}
}

/** Exact sums over complete cases beside counts of all cases give away those who left items out. */
function sumsOfBatteries(survey: GeneratedSurvey, published: readonly Published[], name: VariantName, into: Attack): void {
	for (const [at, { document }] of published.entries())
		for (const group of document.variants.find((v) => v.variant === name)?.groups ?? [])
			for (const battery of group.batteries) {
				if (battery.kind !== 'sums' || battery.repeats !== undefined) continue;
				for (const item of battery.items) {
					into.targets++;
					const cell = group.questions.find(({ question }) => question === item);
					const missing = (cell?.kind === 'counts' ? cell.n : 0) - battery.n;
					if (cell?.kind !== 'counts' || (missing > 0 && missing < survey.k)) into.findings.push({ how: 'by addition', what: `${name} ${group.by}=${group.value} at ${at + 1}: who left out items beside ${item}` });
				}
			}
}
