import { hasInstitutionRole } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import { AssessorId } from '#platform/ids.ts';
import { loadAssessment, require as requireAction, type AssessmentHead } from '../access.ts';
import { readAssessor, type AssessorRecord } from './store.ts';

/**
 * Whose answers are meant: the actor's own (`null`), or those of an assessor who works on paper, typed in by the lead.
 * Nobody else's can be named: every other id answers NotFound, for leads and for who runs the region alike.
 */
export type Whose = string | null;

export interface Sheet {
	readonly assessment: AssessmentHead;
	readonly assessor: AssessorRecord;
	/** The lead enters it for somebody who works on paper. */
	readonly entered: boolean;
}

/** Finds the sheet of answers that the actor may read. Throws NotFound, or Forbidden for who is in no group. */
export async function openSheet(context: Context, assessmentId: string, whose: Whose, lock: false | 'share'): Promise<Sheet> {
	const assessment = await loadAssessment(context, assessmentId, lock ? { lock } : {});
	const id = whose === null ? assessment.assessor?.id : AssessorId.safeParse(whose).data;
	if (id === undefined) throw whose === null ? new Forbidden('scoring_not_in_group') : new NotFound();
	if (whose !== null && !assessment.rights.lead) throw new NotFound();
	const assessor = await readAssessor(context, assessment.id, id, lock !== false);
	if (!assessor) throw new NotFound();
	if (whose !== null && !assessor.onPaper) throw new NotFound();
	// A lead who is an assessor by role in the institution counts as one; an evaluator needs the evaluator's role.
	if (whose === null && !hasInstitutionRole(context.actor, assessment.institutionId, 'member', 'evaluator', 'lead', 'head')) throw new NotFound();
	return { assessment, assessor, entered: whose !== null };
}

/** Why the sheet cannot be changed now, as the code of a Conflict; null when it can. */
export function closedBecause(sheet: Sheet): string | null {
	const { assessment, assessor, entered } = sheet;
	if (assessment.cycleState !== 'open') return 'cycle_not_open';
	if (assessment.state !== 'scoring' && assessment.state !== 'consensus') return 'scoring_over';
	if (assessor.leftOut) return 'scoring_left_out';
	if (assessor.onPaper && !entered) return 'scoring_on_paper';
	if (assessment.state === 'scoring' && assessor.finished) return 'scoring_finished';
	return null;
}

/** Opens a sheet for a change and holds it; Conflict with the reason when it is closed. */
export async function openSheetToWrite(context: Context, assessmentId: string, whose: Whose): Promise<Sheet> {
	const sheet = await openSheet(context, assessmentId, whose, 'share');
	const reason = closedBecause(sheet);
	if (reason !== null) throw new Conflict(reason);
	requireAction(sheet.assessment, true, sheet.assessment.state === 'consensus' ? 'rescore' : 'score');
	return sheet;
}

/** Opens a sheet to say "done" or take it back: only while members score, and whether it is finished or not. */
export async function openSheetToFinish(context: Context, assessmentId: string, whose: Whose): Promise<Sheet> {
	const sheet = await openSheet(context, assessmentId, whose, 'share');
	const reason = closedBecause({ ...sheet, assessor: { ...sheet.assessor, finished: false } });
	if (reason !== null) throw new Conflict(reason);
	requireAction(sheet.assessment, true, 'score');
	return sheet;
}

/** Loads an assessment whose group the actor may change now: its lead, or who runs the region. */
export async function openGroupToChange(context: Context, assessmentId: string): Promise<AssessmentHead> {
	const assessment = await loadAssessment(context, assessmentId, { lock: true });
	requireAction(assessment, assessment.rights.lead || assessment.rights.region, 'manage-group');
	return assessment;
}
