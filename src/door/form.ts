import type { Answers, Assistance, VariantName } from '#modules/survey/index.ts';

/** The largest form that is read, in bytes: a hundred questions in two variants with long texts stay far below. */
export const formLimit = 256_000;

/** Fields of a form as they came: every name with all its values. */
export type Fields = Readonly<Record<string, readonly string[]>>;

/** What a page carries from one sending to the next. */
export interface Typed {
	readonly answers: Readonly<Record<VariantName, Answers>>;
	/** Null when the form did not say, which the first page does not. */
	readonly assisted: Assistance | null;
	/** The code under which these answers were saved before. */
	readonly code: string | null;
	/** On a kiosk: which person's turn the page belongs to. */
	readonly sitting: string | null;
}

export const nothingTyped: Typed = { answers: { standard: {}, easy: {} }, assisted: null, code: null, sitting: null };

/** Names of fields: answers are `s.` or `e.` with the question's id. */
export const fieldOf = (variant: VariantName, question: string): string => `${variant === 'easy' ? 'e' : 's'}.${question}`;
const own = new Set(['do', 'view', 'at', 'version', 'assisted', 'saved', 'code', 'pin', 'sitting']);

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads an urlencoded body; null when its bytes are not UTF-8. */
export function readFields(body: Buffer): Fields | null {
	let text: string;
	try {
		text = decoder.decode(body);
	} catch {
		return null;
	}
	const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
	for (const [name, raw] of new URLSearchParams(text)) {
		if (raw.includes('\uFFFD') || name.includes('\uFFFD')) return null;
		// PostgreSQL stores no NUL, and NFC makes equal words equal.
		const value = raw.includes('\0') || raw.includes('\r') ? raw.replaceAll('\0', '').replaceAll('\r\n', '\n') : raw;
		(fields[name] ??= []).push(value.normalize('NFC'));
	}
	return fields;
}

/** Answers and what belongs to them, and the names that no page of ours has sent. */
export function readTyped(fields: Fields): { typed: Typed; strange: string[] } {
	// Without a prototype: any name may come from outside.
	const empty = (): Record<string, readonly string[]> => Object.create(null) as Record<string, readonly string[]>;
	const answers: Record<VariantName, Record<string, readonly string[]>> = { standard: empty(), easy: empty() };
	const strange: string[] = [];
	for (const [name, values] of Object.entries(fields)) {
		const variant = name.startsWith('s.') ? 'standard' : name.startsWith('e.') ? 'easy' : null;
		if (variant) answers[variant][name.slice(2)] = values;
		else if (!own.has(name)) strange.push(name);
	}
	const assisted = fields['assisted']?.[0];
	return {
		typed: { answers, assisted: assisted === 'no' || assisted === 'relative' || assisted === 'staff' || assisted === 'independent' ? assisted : null, code: fields['saved']?.[0] ?? null, sitting: fields['sitting']?.[0] ?? null },
		strange
	};
}
