import type { Block } from './blocks.ts';

/** A word, a run of digits, or a single sign of a block; positions count in the block's text. */
export interface Token {
	readonly kind: 'word' | 'digits' | 'mark';
	/** As written. */
	readonly text: string;
	readonly folded: string;
	readonly start: number;
	readonly end: number;
	/** A space stands before it. */
	readonly gap: boolean;
}

// The first alternative swallows endless numbering ("1.2.3.4.5.6.7.8.9") in one go: nothing of it is a figure.
const shapes = /(?<long>(?:\d+[.,/:-]){9,}\d*)|(?<word>[\p{L}\p{M}]+)|(?<digits>\d+)|(?<mark>([^\s\p{L}\d])\5*)/gu;

/** The block's text in tokens, from left to right. */
export function tokensOf(block: Block): Token[] {
	const tokens: Token[] = [];
	let end = 0;
	for (const match of block.text.matchAll(shapes)) {
		const [text] = match;
		const start = match.index;
		const kind = match.groups?.['word'] !== undefined ? 'word' : match.groups?.['digits'] !== undefined ? 'digits' : 'mark';
		tokens.push({ kind, text, folded: block.folded.slice(start, start + Math.min(text.length, 80)), start, end: start + text.length, gap: start > end || start === 0 });
		end = start + text.length;
	}
	return tokens;
}

/** Whether the word begins with a capital letter. */
export const capital = (token: Token | undefined): boolean => token?.kind === 'word' && /^\p{Lu}/u.test(token.text);

/** Index of the first token that begins at or after the position. */
export function tokenAt(tokens: readonly Token[], position: number): number {
	let [low, high] = [0, tokens.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((tokens[middle]?.start ?? 0) < position) low = middle + 1;
		else high = middle;
	}
	return low;
}
