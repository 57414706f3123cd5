import { z } from 'zod';
import type { LocalizedText } from '#platform/locale.ts';
import { requiredText } from '#platform/web/form.ts';
import type { Values } from '../../methodology/index.ts';
import { manyOf } from '../evidence/index.ts';
import type { AssessmentState, CycleState } from '../lifecycle.ts';
import { Judgement } from '../model.ts';
import { typedValues, valueFields } from '../typed-values.ts';

/** Longest texts beside a score, in characters. */
export const textLimit = 4000;
export const reasonLimit = 1000;

/** The form of one sub-criterion; which `value_…` fields matter is decided by the methodology. */
export const ScoreForm = z.object({
	revision: z.coerce.number().int().min(0),
	judgement: z.enum(Judgement.options, { error: 'scoring_judgement_missing' }),
	...valueFields,
	reason: z.string().trim().max(reasonLimit).default(''),
	strengths: z.string().trim().max(textLimit).default(''),
	improvements: z.string().trim().max(textLimit).default(''),
	evidence: manyOf(z.uuid({ error: 'wrong' }), 200)
});
export type ScoreForm = z.output<typeof ScoreForm>;

/** What a person answers for one sub-criterion. */
export interface ScoreInput {
	readonly nodeId: string;
	/** The revision the person had in front of them; 0 when there was no answer yet. */
	readonly revision: number;
	readonly judgement: Judgement;
	/** Read only when it was judged; an absent dimension is missing, NaN is no integer. */
	readonly values: Values;
	/** Why it does not apply; read only then. */
	readonly reason: string;
	readonly strengths: string;
	readonly improvements: string;
	readonly evidenceIds: readonly string[];
}

/** Turns the checked form into what the command takes. */
export function toScoreInput(nodeId: string, form: ScoreForm): ScoreInput {
	const values = typedValues(form);
	return { nodeId, revision: form.revision, judgement: form.judgement, values, reason: form.reason, strengths: form.strengths, improvements: form.improvements, evidenceIds: form.evidence };
}

/** An answer as it is stored. Before consensus is opened only its own assessor (on paper: the lead) ever gets it. */
export interface StoredScore {
	readonly id: string;
	readonly assessorId: string;
	readonly nodeId: string;
	readonly judgement: Judgement;
	readonly values: Values | null;
	readonly reason: string;
	readonly strengths: string;
	readonly improvements: string;
	readonly evidenceIds: readonly string[];
	/** The lead typed it from a sheet of paper. */
	readonly enteredByLead: boolean;
	readonly changedAfterOpening: boolean;
	readonly revision: number;
	readonly updatedAt: Date;
}

/** Everything one assessor answered, once consensus is opened. */
export interface IndividualScores {
	readonly assessorId: string;
	readonly name: string;
	readonly kind: 'member' | 'evaluator';
	readonly onPaper: boolean;
	readonly finished: boolean;
	readonly leftOut: boolean;
	readonly leftOutReason: string | null;
	readonly scores: readonly StoredScore[];
}

/** An assessment that somebody has something to do in. `done` of `total` counts a member's own answers, or a lead's and head's finished assessors. */
export interface WorkItem {
	readonly assessmentId: string;
	readonly cycleName: LocalizedText;
	readonly institutionName: LocalizedText;
	readonly state: AssessmentState;
	readonly cycleState: CycleState;
	readonly endsOn: string;
	readonly role: 'member' | 'evaluator' | 'lead' | 'head';
	readonly done: number;
	readonly total: number;
}

const name = requiredText(120);
const locale = z.enum(['lv', 'lt', 'en'], { error: 'required' });
const kind = z.enum(['member', 'evaluator'], { error: 'required' });
export const AddKnownForm = z.object({ person: z.uuid({ error: 'required' }), kind, on_paper: z.string().optional() });
export const InviteForm = z.object({ name, kind, locale, email: z.string({ error: 'required' }).trim().toLowerCase().min(1, { error: 'required' }).max(200).pipe(z.email({ error: 'email_wrong' })) });
export const WithoutEmailForm = z.object({ name, locale, how: z.enum(['code', 'paper'], { error: 'required' }) });
export const NoteForm = z.object({ note: requiredText(1000) });
