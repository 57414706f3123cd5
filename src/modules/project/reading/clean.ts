import { characterLimit, type Content, type ReadLine, type UnreadPlace } from './model.ts';

// Soft hyphens, zero-width and direction marks, the byte order mark: nothing that a person sees.
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const control = /(?![\t\n])\p{Cc}/gu;
const ligatures: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' };

/** A text as people see it: composed letters, no invisible marks, ligatures as letters. Spaces of every width stay. */
export const clean = (text: string): string => text.replace(invisible, '').replace(control, ' ').replace(/[ﬀ-ﬆ]/g, (sign) => ligatures[sign] ?? sign).normalize('NFC');

/** Ordinary white space pressed together; no-break and narrow spaces are part of figures and stay. */
export const pressed = (text: string): string => clean(text).replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');

/** Numbers the lines and stops at the longest text that is read; the rest is listed, never dropped in silence. */
export function numbered(lines: readonly { readonly text: string; readonly page?: number }[], unread: readonly UnreadPlace[] = []): Content {
	const kept: ReadLine[] = [];
	let left = characterLimit;
	for (const [at, { text, page }] of lines.entries()) {
		const line = at + 1;
		const place = page === undefined ? { line } : { line, page };
		if (text.length > left) {
			kept.push({ ...place, text: text.slice(0, left) });
			return { lines: kept, unread: [...unread.filter((other) => other.line <= line), { ...place, reason: 'rest' }] };
		}
		left -= text.length;
		kept.push({ ...place, text });
	}
	return { lines: kept, unread };
}
