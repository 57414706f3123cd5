import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid } from '#platform/errors.ts';
import { getVersion, scoredNodes } from '../../methodology/index.ts';
import { loadAssessment, require as requireAction, type AssessmentHead } from '../access.ts';
import { nextAssessmentState, type AssessmentState } from '../lifecycle.ts';
import { readAssessorsOf, updateAssessor } from '../scoring/store.ts';
import { hasRight, type ConsensusAction } from './policy.ts';
import { planOpening } from './rules.ts';
import { moveAssessment, readAgreements, type CourseChange } from './store.ts';

/** Locks the assessment and makes sure that the actor may do this now. */
async function lockFor(context: Context, assessmentId: string, action: ConsensusAction): Promise<AssessmentHead> {
	const assessment = await loadAssessment(context, assessmentId, { lock: true });
	// Two leads pressing the button together: the second hears what happened, not that the state is wrong.
	if (action === 'open-consensus' && assessment.rights.lead && assessment.state !== 'scoring') throw new Conflict('consensus_already_open');
	requireAction(assessment, hasRight(assessment, action), action);
	return assessment;
}

async function move(context: Context, assessment: AssessmentHead, action: ConsensusAction, name: string, change: Omit<CourseChange, 'state'>, after: Record<string, unknown> = {}): Promise<AssessmentState> {
	const state = nextAssessmentState(assessment.state, action);
	if (state === null) throw new Conflict('assessment_state');
	await moveAssessment(context, assessment, { state, ...change });
	await audit(context, { action: `consensus.${name}`, subject: { kind: 'assessment', id: assessment.id }, institutionId: assessment.institutionId, before: { state: assessment.state }, after: { state, ...after } });
	return state;
}

/**
 * Opens everybody's scores to the group. By the lead, once each member has finished; who has not is left out with a note
 * given here (`notes`: assessor id → why). Of two who open together one opens and the other gets Conflict
 * `consensus_already_open`. Throws Invalid at `note_<assessor id>`, Conflict `consensus_nobody_finished`.
 */
export async function openConsensus(context: Context, assessmentId: string, input: { readonly notes: ReadonlyMap<string, string> }): Promise<void> {
	const assessment = await lockFor(context, assessmentId, 'open-consensus');
	const plan = planOpening(await readAssessorsOf(context, assessment.id), input.notes);
	if ('problems' in plan) throw new Invalid(plan.problems);
	if (plan.remaining === 0) throw new Conflict('consensus_nobody_finished');
	for (const { id, note } of plan.leaveOut) {
		await updateAssessor(context, id, { left_out_at: context.now, left_out_reason: note });
		await audit(context, { action: 'assessor.left_out', subject: { kind: 'assessor', id }, institutionId: assessment.institutionId, after: { note } });
	}
	await move(context, assessment, 'open-consensus', 'opened', { opened_at: context.now, opened_by: context.actor.personId }, { leftOut: plan.leaveOut.map((p) => p.id) });
}

/**
 * Hands the consensus to the head of the institution, with a summary in words. Every node must have an agreement; "cannot
 * judge" and "not applicable" are agreements too. Throws Conflict `consensus_nodes_missing` with their number.
 */
export async function proposeConsensus(context: Context, assessmentId: string, input: { readonly summary: string }): Promise<void> {
	const assessment = await lockFor(context, assessmentId, 'propose');
	const summary = input.summary.trim();
	if (summary === '') throw new Invalid({ summary: { code: 'required' } });
	const { document } = await getVersion(context, assessment.methodologyVersionId);
	const agreed = new Set((await readAgreements(context, assessment.id)).map((a) => a.nodeId));
	const missing = scoredNodes(document).filter((node) => !agreed.has(node.id)).length;
	if (missing > 0) throw new Conflict('consensus_nodes_missing', { count: missing });
	await move(context, assessment, 'propose', 'proposed', { summary, proposed_at: context.now, proposed_by: context.actor.personId });
}

/** The head of the institution signs what the group proposed. */
export async function signConsensus(context: Context, assessmentId: string): Promise<void> {
	const assessment = await lockFor(context, assessmentId, 'sign');
	await move(context, assessment, 'sign', 'signed', { signed_at: context.now, signed_by: context.actor.personId });
}

/** The head hands it back to the group with a note that the group sees. */
export async function returnConsensus(context: Context, assessmentId: string, input: { readonly reason: string }): Promise<void> {
	const assessment = await lockFor(context, assessmentId, 'return');
	const reason = reasonOf(input);
	await move(context, assessment, 'return', 'returned', { proposed_at: null, proposed_by: null, reopened_at: context.now, reopen_reason: reason }, { reason });
}

/**
 * Goes back one stage for a reason: from signed to agreeing (head, or who runs the region), from agreeing to scoring (lead).
 * Scores are hidden again in scoring; what anybody changes from now on stays marked. Agreements are kept.
 */
export async function reopenConsensus(context: Context, assessmentId: string, input: { readonly reason: string }): Promise<AssessmentState> {
	const assessment = await lockFor(context, assessmentId, 'reopen');
	const reason = reasonOf(input);
	const undone = { proposed_at: null, proposed_by: null, signed_at: null, signed_by: null };
	return move(context, assessment, 'reopen', 'reopened', { ...undone, reopened_at: context.now, reopen_reason: reason }, { reason });
}

function reasonOf(input: { readonly reason: string }): string {
	const reason = input.reason.trim();
	if (reason === '') throw new Invalid({ reason: { code: 'required' } });
	return reason;
}
