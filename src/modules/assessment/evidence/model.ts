import { z } from 'zod';
import { day, optionalDay, optionalText, requiredText } from '#platform/web/form.ts';

export const evidenceKinds = ['file', 'link', 'note'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** One piece of evidence of an institution, as lists show it. Days are `YYYY-MM-DD`, size is in bytes. */
export interface Evidence {
	readonly id: string;
	readonly kind: EvidenceKind;
	readonly title: string;
	readonly note: string;
	/** Only of a link: http or https. */
	readonly url: string | null;
	/** Only of a file, already made safe. */
	readonly fileName: string | null;
	readonly size: number | null;
	/** The day from which it holds. */
	readonly holdsFrom: string;
	readonly expiresOn: string | null;
	/** Taken away with a reason; kept because assessments may have referred to it. */
	readonly removed: boolean;
}

/** Evidence with what its own page and the list of an assessment need. */
export interface EvidenceDetail extends Evidence {
	readonly institutionId: string;
	readonly addedBy: string | null;
	readonly addedByName: string | null;
	readonly addedAt: Date;
	readonly removedReason: string | null;
	/** Nodes of the assessment at hand that it supports. */
	readonly nodeIds: readonly string[];
}

/** Checkboxes of one name: nothing, one or several values. */
export const manyOf = (item: z.ZodType<string, string>, max: number) =>
	z
		.union([z.array(z.string()), z.string()])
		.optional()
		.transform((value) => (value === undefined ? [] : [...new Set([value].flat())].filter((v) => v !== '')))
		.pipe(z.array(item).max(max));

/** Only addresses of the web; anything a browser would run or open locally is refused. */
const WebAddress = z
	.string({ error: 'required' })
	.trim()
	.min(1, { error: 'required' })
	.max(2000)
	.refine((url) => isWebAddress(url), { error: 'evidence_link_wrong' });

function isWebAddress(text: string): boolean {
	if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
	const url = new URL(text);
	return (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === '';
}

const common = {
	title: requiredText(200),
	holdsFrom: day,
	expiresOn: optionalDay,
	note: optionalText(5000),
	nodes: manyOf(z.string().max(40), 500)
};
const daysInOrder = { check: (e: { holdsFrom: string; expiresOn: string | null }) => e.expiresOn === null || e.expiresOn >= e.holdsFrom, at: { path: ['expiresOn'], error: 'evidence_expiry_before_start' } };

/** The fields beside the file itself. */
export const FileEvidenceInput = z.object(common).refine(daysInOrder.check, daysInOrder.at);
export const LinkEvidenceInput = z.object({ ...common, url: WebAddress }).refine(daysInOrder.check, daysInOrder.at);
/** A note is an observation: its text is the evidence. */
export const NoteEvidenceInput = z.object({ ...common, note: requiredText(5000) }).refine(daysInOrder.check, daysInOrder.at);
/** A change of what is said about a piece of evidence; the file or address itself never changes. */
export const EvidenceChange = z.object({ ...common, fingerprint: z.string().max(64) }).refine(daysInOrder.check, daysInOrder.at);
export const EvidenceRemoval = z.object({ reason: requiredText(1000) });

export type FileEvidenceInput = z.output<typeof FileEvidenceInput>;
export type LinkEvidenceInput = z.output<typeof LinkEvidenceInput>;
export type NoteEvidenceInput = z.output<typeof NoteEvidenceInput>;
export type EvidenceChange = z.output<typeof EvidenceChange>;
