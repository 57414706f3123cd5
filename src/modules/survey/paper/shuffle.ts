import { randomInt } from 'node:crypto';

/** The same items in an order that nobody can guess, so that answers cannot be counted off against the pile of paper. */
export function shuffled<T>(items: readonly T[]): T[] {
	const result = [...items];
	for (let last = result.length - 1; last > 0; last--) {
		const other = randomInt(last + 1);
		const [a, b] = [result[last], result[other]];
		if (a === undefined || b === undefined) continue;
		result[last] = b;
		result[other] = a;
	}
	return result;
}
