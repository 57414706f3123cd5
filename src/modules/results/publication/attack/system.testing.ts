import highsLoader from 'highs';

/** A sum of unknowns: how often each is taken. */
export type Sum = ReadonlyMap<number, number>;
interface Equation {
	readonly sum: Sum;
	readonly value: number;
}

const highs = await highsLoader();

/** What an attacker knows of unknown counts: equations and lowest values. Unknowns are whole numbers and never negative. */
export class System {
	readonly size: number;
	readonly equations: Equation[] = [];
	readonly atLeast: Equation[] = [];

	constructor(size: number) {
		this.size = size;
	}

	equal(sum: Sum, value: number): void {
		if (sum.size > 0) this.equations.push({ sum, value });
	}

	/** True when the numbers satisfy everything known. */
	holds(numbers: readonly number[]): boolean {
		return numbers.every((value) => value >= 0) && this.equations.every(({ sum, value }) => valueOf(sum, numbers) === value) && this.atLeast.every(({ sum, value }) => valueOf(sum, numbers) >= value);
	}

	/** A whole solution with the lowest value of a sum; null when there is none. */
	lowest(sum: Sum): number[] | null {
		const terms = (of: Sum) => [...of].map(([i, factor]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} x${i}`).join(' ') || '0 x0';
		const line = ({ sum: of, value }: Equation, sign: string, i: number) => `${sign === '=' ? 'e' : 'g'}${i}: ${terms(of)} ${sign} ${value}`;
		const unknowns = Array.from({ length: this.size }, (_, i) => `x${i}`);
		const text = ['Minimize', `obj: ${terms(sum)}`, 'Subject To', ...this.equations.map((e, i) => line(e, '=', i)), ...this.atLeast.map((e, i) => line(e, '>=', i)), 'General', ...unknowns, 'End'].join('\n');
		const solution = highs.solve(text, { output_flag: false });
		if (solution.Status === 'Infeasible') return null;
		if (solution.Status !== 'Optimal') throw new Error(`The solver says ${solution.Status}`);
		const columns = solution.Columns as Record<string, { Primal?: number } | undefined>;
		return unknowns.map((name) => Math.round(columns[name]?.Primal ?? 0));
	}
}

export const valueOf = (sum: Sum, solution: readonly number[]): number => [...sum].reduce((total, [i, factor]) => total + factor * (solution[i] ?? 0), 0);

/**
 * Ways to move one or two people that no equation notices: lists of unknowns that lose and gain one. Found by a random number
 * for each equation, so that moves with equal sums are very likely unnoticed; the caller checks. At most `most` for each pair.
 */
export function* unnoticedMoves(system: System, truth: readonly number[], random: () => number, most: number): Generator<{ readonly from: number[]; readonly to: number[] }> {
	const weight = Array.from({ length: system.size }, () => 0);
	for (const { sum } of system.equations) {
		const of = Math.floor(random() * 2 ** 40);
		for (const [i, factor] of sum) weight[i] = (weight[i] ?? 0) + factor * of;
	}
	const pairs = new Map<number, [number, number][]>();
	for (const [from, value] of truth.entries()) {
		if (value < 1) continue;
		for (const [to, weightTo] of weight.entries()) {
			if (to === from) continue;
			const change = weightTo - (weight[from] ?? 0);
			if (change === 0) yield { from: [from], to: [to] };
			else pairs.set(change, [...(pairs.get(change) ?? []).slice(0, 11), [from, to]]);
		}
	}
	for (const [change, some] of pairs) {
		if (change < 0) continue;
		for (const [i, j] of some) for (const [k, l] of (pairs.get(-change) ?? []).slice(0, most)) if (!(i === l && j === k)) yield { from: [i, k], to: [j, l] };
	}
}

const divisor = (a: number, b: number): number => (b === 0 ? Math.abs(a) : divisor(b, a % b));

/** Rows brought to echelon form in exact whole numbers; tells which sums follow from the equations by addition alone. */
export class Echelon {
	private readonly rows = new Map<number, Map<number, number>>();

	constructor(equations: readonly Equation[]) {
		for (const { sum } of equations) {
			const rest = this.reduced(sum);
			const lead = Math.min(...rest.keys());
			if (rest.size > 0) this.rows.set(lead, rest);
		}
	}

	/** True when the value of the sum is fixed by the equations. */
	determines(sum: Sum): boolean {
		return this.reduced(sum).size === 0;
	}

	private reduced(sum: Sum): Map<number, number> {
		let row = new Map([...sum].filter(([, factor]) => factor !== 0));
		const done = new Set<number>();
		for (;;) {
			const lead = [...row.keys()].filter((i) => !done.has(i)).sort((a, b) => a - b)[0];
			if (lead === undefined) return row;
			const pivot = this.rows.get(lead);
			if (!pivot) {
				done.add(lead);
				continue;
			}
			const [a, b] = [pivot.get(lead) ?? 1, row.get(lead) ?? 0];
			const next = new Map<number, number>();
			for (const i of new Set([...row.keys(), ...pivot.keys()])) {
				const value = (row.get(i) ?? 0) * a - (pivot.get(i) ?? 0) * b;
				if (!Number.isSafeInteger(value)) throw new RangeError('Too large to be exact');
				if (value !== 0) next.set(i, value);
			}
			const common = [...next.values()].reduce((d, v) => divisor(d, v), 0) || 1;
			row = new Map([...next].map(([i, v]) => [i, v / common]));
		}
	}
}
