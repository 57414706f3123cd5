/** The words of a sentence without their endings, since Latvian and Lithuanian inflect: the first six letters of each. */
export const wordsOf = (text: string): string[] => (text.toLowerCase().match(/\p{L}+/gu) ?? []).map((word) => word.slice(0, 6));

/**
 * How far two sentences are made of the same words in the same order: 0 … 1, twice the longest common subsequence over the
 * sum of both lengths. Unlike sets of words it sees a template whose gaps were filled in anew.
 */
export function likeness(a: readonly string[], b: readonly string[]): number {
	if (a.length + b.length === 0) return 0;
	const row = Array<number>(b.length + 1).fill(0);
	for (const word of a) {
		let diagonal = 0;
		for (const [j, other] of b.entries()) {
			const above = row[j + 1] ?? 0;
			row[j + 1] = word === other ? diagonal + 1 : Math.max(above, row[j] ?? 0);
			diagonal = above;
		}
	}
	return (2 * (row[b.length] ?? 0)) / (a.length + b.length);
}
