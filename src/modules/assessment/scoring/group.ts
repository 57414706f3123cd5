import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import { AssessorId } from '#platform/ids.ts';
import type { Locale } from '#platform/locale.ts';
import { createPersonWithoutEmail, findOrInviteMember, issueCode } from '../../identity/index.ts';
import type { AssessmentHead } from '../access.ts';
import { openGroupToChange } from './policy.ts';
import { countScores, deleteAssessor, insertAssessor, readAssessor, readInstitutionPeople, updateAssessor, type AssessorRecord } from './store.ts';

export type AssessorKind = 'member' | 'evaluator';

/** Which role in the institution lets a person take which place in the group. */
const rolesFor = { member: ['lead', 'head', 'member'], evaluator: ['evaluator'] } as const satisfies Record<AssessorKind, readonly string[]>;

/** True when the roles that a person has in the institution allow this place in the group. */
export const mayTakePlace = (roles: readonly string[], kind: AssessorKind): boolean => rolesFor[kind].some((role) => roles.includes(role));

/** Adds a person who already has a role in the institution; NotFound for anybody else. */
export async function addAssessor(context: Context, assessmentId: string, input: { personId: string; kind: AssessorKind; onPaper: boolean }): Promise<AssessorId> {
	const assessment = await openGroupToChange(context, assessmentId);
	const person = (await readInstitutionPeople(context, assessment.institutionId)).find((p) => p.personId === input.personId);
	if (!person) throw new NotFound();
	if (!mayTakePlace(person.roles, input.kind)) throw new Invalid({ kind: { code: 'scoring_role_missing' } });
	return place(context, assessment, input.personId, input.kind, input.onPaper);
}

/** Adds a member without e-mail who is new to the institution: they sign in with a code on paper, or work on paper only. */
export async function addPersonWithoutEmail(context: Context, assessmentId: string, input: { name: string; locale: Locale; onPaper: boolean }): Promise<AssessorId> {
	const assessment = await openGroupToChange(context, assessmentId);
	const personId = await createPersonWithoutEmail(context, { name: input.name, locale: input.locale, institutionId: assessment.institutionId, role: 'member' });
	return place(context, assessment, personId, 'member', input.onPaper);
}

/**
 * Adds somebody by e-mail, who gets a letter. `link` is the invitation's link to show once where letters cannot be sent;
 * null otherwise.
 */
export async function inviteToGroup(context: Context, assessmentId: string, input: { name: string; email: string; locale: Locale; kind: AssessorKind }): Promise<{ assessorId: AssessorId; link: string | null }> {
	const assessment = await openGroupToChange(context, assessmentId);
	const { personId, link } = await findOrInviteMember(context, { email: input.email, name: input.name, locale: input.locale, role: input.kind, institutionId: assessment.institutionId });
	return { assessorId: await place(context, assessment, personId, input.kind, false), link };
}

async function place(context: Context, assessment: AssessmentHead, personId: string, kind: AssessorKind, onPaper: boolean): Promise<AssessorId> {
	const id = AssessorId.parse(context.newId());
	if (!(await insertAssessor(context, { id, assessmentId: assessment.id, personId, kind, onPaper }))) throw new Conflict('scoring_already_in_group');
	await audit(context, { action: 'assessor.added', subject: { kind: 'assessor', id }, institutionId: assessment.institutionId, after: { assessment: assessment.id, kind, onPaper } });
	return id;
}

/**
 * A new code on paper for a member without e-mail, shown once and stored only as a hash; the one before stops working.
 * Once the member has answers the lead gets none any more: whoever holds a code reads them. Then who runs the region may.
 */
export async function issueAssessorCode(context: Context, assessmentId: string, assessorId: string): Promise<{ name: string; code: string }> {
	const { assessment, assessor } = await openMember(context, assessmentId, assessorId);
	if (assessor.onPaper) throw new Conflict('scoring_on_paper_no_code');
	if (!assessment.rights.region && (await countScores(context, assessor.id)) > 0) throw new Conflict('scoring_code_has_scores');
	return { name: assessor.name, code: await issueCode(context, assessor.personId) };
}

/** Takes an assessor without any answer out of the group; with answers it is a Conflict: leave them out with a note. */
export async function removeAssessor(context: Context, assessmentId: string, assessorId: string): Promise<void> {
	const { assessment, assessor } = await openMember(context, assessmentId, assessorId);
	if ((await countScores(context, assessor.id)) > 0) throw new Conflict('scoring_has_scores');
	await deleteAssessor(context, assessor.id);
	await audit(context, { action: 'assessor.removed', subject: { kind: 'assessor', id: assessor.id }, institutionId: assessment.institutionId, before: { assessment: assessment.id, kind: assessor.kind, onPaper: assessor.onPaper } });
}

/** Leaves an assessor out: their answers stay stored and do not count. The note says why. */
export async function leaveOut(context: Context, assessmentId: string, assessorId: string, note: string): Promise<void> {
	const { assessment, assessor } = await openMember(context, assessmentId, assessorId);
	if (note.trim() === '') throw new Invalid({ note: { code: 'required' } });
	if (assessor.leftOut) throw new Conflict('scoring_left_out_already');
	await updateAssessor(context, assessor.id, { left_out_at: context.now, left_out_reason: note.trim() });
	await audit(context, { action: 'assessor.left_out', subject: { kind: 'assessor', id: assessor.id }, institutionId: assessment.institutionId, after: { note: note.trim() } });
}

/** Takes somebody who was left out into the group again. */
export async function takeBack(context: Context, assessmentId: string, assessorId: string): Promise<void> {
	const { assessment, assessor } = await openMember(context, assessmentId, assessorId);
	if (!assessor.leftOut) return;
	await updateAssessor(context, assessor.id, { left_out_at: null, left_out_reason: null });
	await audit(context, { action: 'assessor.taken_back', subject: { kind: 'assessor', id: assessor.id }, institutionId: assessment.institutionId });
}

async function openMember(context: Context, assessmentId: string, assessorId: string): Promise<{ assessment: AssessmentHead; assessor: AssessorRecord }> {
	const assessment = await openGroupToChange(context, assessmentId);
	const assessor = AssessorId.safeParse(assessorId).success ? await readAssessor(context, assessment.id, assessorId, true) : null;
	if (!assessor) throw new NotFound();
	return { assessment, assessor };
}
