import { randomInt } from 'node:crypto';

/** The same items in an order that nobody can guess, so that nothing can be counted off against the order in which it came. */
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
