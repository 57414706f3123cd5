import type { Ground } from './facts.ts';
import type { CheckValue } from './model.ts';

/** How two facts stand to each other in the project's life: a difference between them is a change, a plan missed, or a contradiction. */
export type Relation = 'same' | 'changed' | 'planned-reached';

const order = { concept: 0, plan: 1, neutral: 1, modification: 2, report: 3 } as const;

export function relationOf(a: Ground, b: Ground): Relation {
	const [x, y] = [a.stage, b.stage];
	if (x === y) return 'same';
	if (x === 'concept' || y === 'concept') return 'changed';
	if ([x, y].includes('modification') && [x, y].includes('plan')) return 'changed';
	return [x, y].includes('plan') && [x, y].includes('report') ? 'planned-reached' : 'same';
}

/** Earlier in the project's life first, then by place: the order of the files given does not matter. */
export const earlier = (a: Ground, b: Ground): number => order[a.stage] - order[b.stage] || byPlace(a, b);
export const byPlace = (a: Ground, b: Ground): number => Number(a.version === null) - Number(b.version === null) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line) || (a.quote < b.quote ? -1 : a.quote > b.quote ? 1 : 0);

export const valueOf = (fact: Ground, value: string): CheckValue => ({ text: fact.quote, value, file: fact.file, line: fact.line });

/** Facts of one thing that agree with each other. */
export interface Cluster<F extends Ground> {
	readonly facts: F[];
}

// More different figures for one thing than this are no slips but a table or garbage.
const most = 300;

/** Each place and value once, and no more than can be looked at. */
export function limited<F extends Ground>(facts: readonly F[], text: (fact: F) => string): F[] {
	const seen = new Map<string, F>();
	for (const fact of facts) {
		const key = JSON.stringify([fact.file, fact.line, fact.stage, text(fact)]);
		if (seen.size >= most) break;
		if (!seen.has(key)) seen.set(key, fact);
	}
	return [...seen.values()];
}

/** Facts that agree, together; largest cluster of agreed (not merely conceived) facts first, registered data before all. */
export function clustersOf<F extends Ground>(facts: readonly F[], agree: (a: F, b: F) => boolean): Cluster<F>[] {
	const clusters: { facts: F[] }[] = [];
	for (const fact of [...facts].sort(byPlace)) {
		const home = clusters.find((cluster) => cluster.facts.every((other) => agree(fact, other)));
		if (home) home.facts.push(fact);
		else clusters.push({ facts: [fact] });
	}
	const weight = ({ facts: all }: Cluster<F>): number => (all.some((f) => f.version !== null) ? 1000 : 0) + (all.some((f) => f.stage !== 'concept') ? 500 : 0) + new Set(all.map((f) => `${f.file}#${f.line}`)).size;
	return clusters.sort((a, b) => weight(b) - weight(a) || earlier(a.facts[0] as F, b.facts[0] as F));
}

/** The relation of two clusters: a contradiction as soon as one pair of facts contradicts. */
export function relationBetween<F extends Ground>(a: Cluster<F>, b: Cluster<F>): { relation: Relation; pair: [F, F] } | null {
	let best: { relation: Relation; pair: [F, F]; score: number } | null = null;
	for (const x of a.facts) {
		for (const y of b.facts) {
			const relation = relationOf(x, y);
			// A contradiction within one text weighs most, then one between texts, then a plan missed, then a change.
			const score = (relation === 'same' ? 4 : relation === 'planned-reached' ? 2 : 0) + (x.file === y.file ? 1 : 0) + (x.sure + y.sure) / 10 + (relation === 'changed' && (x.stage === 'plan' || y.stage === 'plan') ? 0.5 : 0);
			if (!best || score > best.score + 1e-9) best = { relation, pair: [x, y], score };
		}
	}
	return best;
}

/** The two chosen places first, then one of every other file that says either. */
export function placesOf<F extends Ground>(pair: readonly [F, F], clusters: readonly Cluster<F>[], text: (fact: F) => string): CheckValue[] {
	const values = pair.map((fact) => valueOf(fact, text(fact)));
	for (const fact of clusters.flatMap((cluster) => cluster.facts).sort(byPlace)) {
		const value = valueOf(fact, text(fact));
		if (!values.some((other) => other.file === value.file && (other.line === value.line || other.value === value.value))) values.push(value);
	}
	return values.slice(0, 8);
}

export const rounded = (confidence: number): number => Math.round(Math.min(1, Math.max(0, confidence)) * 100) / 100;
