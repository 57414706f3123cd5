import { z } from 'zod';
import type { LocalizedText } from '#platform/locale.ts';
import type { CheckResult, CheckValue } from '../check/model.ts';

/** What the page takes at once. */
export const checkLimits = { files: 10, characters: 2_000_000, fieldBytes: 8_000_000 } as const;

const Pasted = z.string({ error: 'wrong' }).max(checkLimits.characters).optional().default('');

/** The fields of the page; files come beside them. */
export const CheckInput = z.object({
	text: Pasted,
	other: Pasted,
	/** Address, code or acronym of a registered project; empty: the documents are compared with each other only. */
	project: z.string({ error: 'wrong' }).trim().max(100).optional().default('')
});
export type CheckInput = z.output<typeof CheckInput>;

/** One document of a check: read, the same as another one, or refused. */
export interface CheckedDocument {
	/** As results name it. */
	readonly name: string;
	readonly lines: number;
	/** Null where the document has no pages. */
	readonly pages: number | null;
	/** The name of the equal document that was checked instead. */
	readonly sameAs: string | null;
	/** Message `error_<code>`. */
	readonly refused: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } | null;
}

/** A place of a result, with its page where the document has pages. */
export type PlacedValue = CheckValue & { readonly page?: number };
export type PlacedResult = Omit<CheckResult, 'values'> & { readonly values: readonly PlacedValue[] };

/** What a check found; kept for an hour for the person who asked. */
export interface KeptCheck {
	readonly at: Date;
	readonly documents: readonly CheckedDocument[];
	/** What was pasted, so that it can be mended and checked again. */
	readonly typed: { readonly text: string; readonly other: string; readonly project: string };
	readonly project: { readonly id: string; readonly title: LocalizedText; readonly code: string; readonly versions: number } | null;
	readonly results: readonly PlacedResult[];
}

export interface ProjectChoice {
	readonly slug: string;
	readonly code: string;
	readonly acronym: string;
	readonly title: LocalizedText;
}
