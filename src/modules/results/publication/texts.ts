import type { VariantName } from '../../survey/index.ts';

export const textStates = ['new', 'released', 'withheld'] as const;
export type TextState = (typeof textStates)[number];

/** What a respondent wrote, for a reader. */
export interface FreeText {
	readonly id: string;
	readonly variant: VariantName;
	readonly question: string;
	readonly body: string;
	readonly state: TextState;
	readonly released: string | null;
}

export interface TextPiece {
	readonly text: string;
	/** May be a name, a number, an address: the reader looks twice. The program decides nothing. */
	readonly marked: boolean;
}

// A word with a capital letter (also inside, as in "McDonald"), anything with a digit, an e-mail address or a web address.
const telling = /[\p{L}\p{M}\p{N}._%+-]+@[\p{L}\p{N}.-]+|(?:https?:\/\/|www\.)\S+|\+?\d[\d\s()/.-]*\d|[\p{L}\p{M}'’-]*[\p{Lu}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;

/** Cuts a text into pieces, so that words which may name somebody catch the reader's eye. The pieces give the text again. */
export function piecesOf(text: string): TextPiece[] {
	const pieces: TextPiece[] = [];
	let from = 0;
	for (const found of text.matchAll(telling)) {
		if (found.index > from) pieces.push({ text: text.slice(from, found.index), marked: false });
		pieces.push({ text: found[0], marked: true });
		from = found.index + found[0].length;
	}
	if (from < text.length) pieces.push({ text: text.slice(from), marked: false });
	return pieces;
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/**
 * True when the released text is the written one with parts left out: its words stand in the original in the same order.
 * What stands in square brackets is the reader's own, such as "[name]".
 */
export function isShortened(original: string, released: string): boolean {
	const left = words(original);
	let from = 0;
	return words(released.replace(/\[[^[\]]*\]/gu, ' ')).every((word) => {
		const found = left.indexOf(word, from);
		from = found + 1;
		return found >= 0;
	});
}
