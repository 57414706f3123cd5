/** Measured milliseconds of one piece of work: the middle and the slowest of the runs. */
export interface Timing {
	readonly median: number;
	readonly slowest: number;
	readonly runs: number;
}

/** Runs work often enough for a steady figure: warm-up first, then at least five runs and about a second. */
export async function time(work: () => unknown): Promise<Timing> {
	for (let i = 0; i < 3; i++) await work();
	const taken: number[] = [];
	const until = performance.now() + 1000;
	while (taken.length < 5 || (performance.now() < until && taken.length < 2000)) {
		const start = performance.now();
		await work();
		taken.push(performance.now() - start);
	}
	taken.sort((a, b) => a - b);
	return { median: taken[Math.floor(taken.length / 2)] ?? 0, slowest: taken.at(-1) ?? 0, runs: taken.length };
}

export const ms = (value: number): string => (value < 1 ? `${(value * 1000).toFixed(0)} µs` : value < 100 ? `${value.toFixed(1)} ms` : `${value.toFixed(0)} ms`);

export function print(name: string, timing: Timing, note: string): void {
	console.log(`${name.padEnd(46)}${ms(timing.median).padStart(10)}   slowest ${ms(timing.slowest).padStart(8)} of ${String(timing.runs).padStart(4)} runs   ${note}`);
}
