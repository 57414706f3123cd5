import { z } from 'zod';
import { optionalText, requiredText } from '#platform/web/form.ts';
import type { Values } from '../../methodology/index.ts';
import { manyOf } from '../evidence/index.ts';
import { Judgement } from '../model.ts';
import { typedValues, valueFields } from '../typed-values.ts';

/** How urgent an improvement is: 1 first, 3 later. */
export const priorities = [1, 2, 3] as const;
export type Priority = (typeof priorities)[number];

/** A member's own opinion, kept beside the agreed score. */
export interface Dissent {
	readonly assessorId: string;
	readonly assessorName: string;
	readonly opinion: string;
}

/** What the group agreed on one node. */
export interface Agreed {
	readonly nodeId: string;
	readonly judgement: Judgement;
	/** Null unless it was judged. */
	readonly values: Values | null;
	readonly justification: string;
	readonly strengths: string;
	readonly improvements: string;
	/** Null where nothing is to be improved. */
	readonly priority: Priority | null;
	readonly dissent: readonly Dissent[];
	/** Evidence that supports it; removed ones are left out. */
	readonly evidenceIds: readonly string[];
}

/** The same as it is stored, with what detects a second open tab. */
export interface StoredAgreement extends Agreed {
	readonly id: string;
	readonly revision: number;
	readonly updatedAt: Date;
	readonly agreedByName: string | null;
}

/** An individual score that has been opened. */
export interface OpenedScore {
	readonly assessorId: string;
	readonly assessorName: string;
	readonly kind: 'member' | 'evaluator';
	readonly leftOut: boolean;
	readonly nodeId: string;
	readonly judgement: Judgement;
	readonly values: Values | null;
	readonly reason: string;
	readonly strengths: string;
	readonly improvements: string;
	readonly evidenceIds: readonly string[];
	readonly changedAfterOpening: boolean;
	readonly updatedAt: Date;
}

/** The form of one node; which `value_…` fields matter is decided by the methodology, `dissent_<assessor>` by the group. */
export const AgreementForm = z
	.object({
		revision: z.coerce.number({ error: 'wrong' }).int({ error: 'wrong' }).min(0, { error: 'wrong' }),
		judgement: z.enum(Judgement.options, { error: 'consensus_judgement_missing' }),
		...valueFields,
		// That it is there is checked together with the values, so that all problems show at once.
		justification: optionalText(4000),
		strengths: optionalText(4000),
		improvements: optionalText(4000),
		priority: z.union([z.literal('').transform(() => null), z.enum(['1', '2', '3'], { error: 'wrong' }).transform((text) => Number(text) as Priority)]).optional(),
		shown: manyOf(z.uuid({ error: 'wrong' }), 2000),
		evidence: manyOf(z.uuid({ error: 'wrong' }), 2000)
	})
	.catchall(z.union([z.string(), z.array(z.string())]));
export type AgreementForm = z.output<typeof AgreementForm>;

/** What the lead enters as agreed. */
export interface AgreementInput {
	readonly nodeId: string;
	/** The revision that was in front of the person; 0 when nothing was agreed yet. */
	readonly revision: number;
	readonly judgement: Judgement;
	/** Read only when judged; an absent dimension is missing, NaN is no integer. */
	readonly values: Values;
	readonly justification: string;
	readonly strengths: string;
	readonly improvements: string;
	readonly priority: Priority | null;
	/** Evidence that the form showed; what it did not show keeps its link. */
	readonly shownEvidenceIds: readonly string[];
	readonly evidenceIds: readonly string[];
	/** One opinion per assessor; an empty one takes an earlier one back. */
	readonly dissent: readonly { readonly assessorId: string; readonly opinion: string }[];
}

/** Turns the checked form into what the command takes. */
export function toAgreementInput(nodeId: string, form: AgreementForm): AgreementInput {
	const values = typedValues(form);
	return {
		nodeId,
		revision: form.revision,
		judgement: form.judgement,
		values,
		justification: form.justification,
		strengths: form.strengths,
		improvements: form.improvements,
		priority: form.priority ?? null,
		shownEvidenceIds: form.shown,
		evidenceIds: form.evidence,
		dissent: assessorFields(form, 'dissent_').map(({ assessorId, text }) => ({ assessorId, opinion: text }))
	};
}

/** Fields named `<prefix><assessor id>`: the id and the text typed there, trimmed. */
export function assessorFields(form: Record<string, unknown>, prefix: string): { assessorId: string; text: string }[] {
	return Object.entries(form).flatMap(([name, value]) => (name.startsWith(prefix) && typeof value === 'string' ? [{ assessorId: name.slice(prefix.length), text: value.trim() }] : []));
}

/** Longest opinion or note about a person, in characters. */
export const opinionLimit = 2000;

export const ProposalForm = z.object({ summary: requiredText(6000) });
export const ReasonForm = z.object({ reason: requiredText(2000) });
