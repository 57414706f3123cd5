import { nearly, stem } from './fold.ts';
import type { Token } from './tokens.ts';

/** A word of a title with its place: parts joined by a hyphen are one ("Vidus-Baltijas" is "Vidusbaltijas"). */
export interface Stem {
	readonly stem: string;
	readonly start: number;
	readonly end: number;
}

const empty = /^(?:un|ir|ar|and|of|in|the|for|par|bei|to|on|no|kas|a|an|as|projekt[a-z]{0,3}|project)$/;

/** The telling stems of a stretch of text. */
export function stemsOf(tokens: readonly Token[]): Stem[] {
	const result: Stem[] = [];
	for (let i = 0; i < tokens.length; i++) {
		const token = tokens[i];
		if (token?.kind !== 'word') continue;
		let [word, end] = [token.folded, token.end];
		while (/^[-–]$/.test(tokens[i + 1]?.text ?? '') && tokens[i + 1]?.gap === false && tokens[i + 2]?.kind === 'word' && tokens[i + 2]?.gap === false) {
			word += tokens[i + 2]?.folded ?? '';
			end = tokens[i + 2]?.end ?? end;
			i += 2;
		}
		if (word.length > 2 && !empty.test(word)) result.push({ stem: stem(word), start: token.start, end });
	}
	return result;
}

/** Whether two titles are one: four of five stems of either are in the other. */
export function sameTitle(a: readonly string[], b: readonly string[]): boolean {
	const [x, y] = [new Set(a), new Set(b)];
	if (Math.min(x.size, y.size) < 2) return x.size === y.size && [...x].every((s) => y.has(s));
	const common = [...x].filter((s) => y.has(s) || [...y].some((t) => nearly(s, t))).length;
	return common >= 0.8 * Math.max(x.size, y.size);
}

/** Where the title stands in the stems of a block, in any inflection: its first and last position; null when it does not. */
export function findTitle(title: readonly string[], stems: readonly Stem[]): { start: number; end: number } | null {
	const wanted = new Set(title);
	if (wanted.size < 3) return null;
	const width = Math.ceil(wanted.size * 1.5);
	const places = stems.flatMap((s, index) => (wanted.has(s.stem) ? [index] : []));
	for (let i = 0; i < places.length; i++) {
		const first = places[i] ?? 0;
		const inWindow = new Set<string>();
		let last = first;
		for (let j = i; j < places.length && (places[j] ?? 0) < first + width; j++) {
			last = places[j] ?? last;
			inWindow.add(stems[last]?.stem ?? '');
		}
		if (inWindow.size >= 0.8 * wanted.size) return { start: stems[first]?.start ?? 0, end: stems[last]?.end ?? 0 };
	}
	return null;
}
