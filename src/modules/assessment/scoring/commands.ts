import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import { evaluationOf, getVersion, scoredNodes } from '../../methodology/index.ts';
import { listEvidence } from '../evidence/index.ts';
import type { ScoreInput, StoredScore } from './model.ts';
import { openSheetToFinish, openSheetToWrite, type Sheet, type Whose } from './policy.ts';
import { checkAnswer, sameAnswer, type Answer } from './rules.ts';
import { countScores, insertScore, readScores, updateAssessor, updateScore } from './store.ts';

/**
 * Saves one answer: the actor's own, or (`whose` an assessor's id) one that the lead types from a sheet of paper. Returns
 * its revision. The same answer sent again changes nothing; a different one on an older revision is a Conflict and
 * nothing is overwritten. Before opening the audit says only that something was saved; after opening the answer is
 * marked as changed and the audit shows what changed.
 */
export async function saveScore(context: Context, assessmentId: string, whose: Whose, input: ScoreInput): Promise<{ revision: number }> {
	const sheet = await openSheetToWrite(context, assessmentId, whose);
	const answer = await checkedAnswer(context, sheet, input);
	const [stored] = await readScores(context, [sheet.assessor.id], input.nodeId);
	if (stored && sameAnswer(stored, answer)) return { revision: stored.revision };
	if ((stored?.revision ?? 0) !== input.revision) throw new Conflict('scoring_changed_elsewhere');
	const { assessment, assessor } = sheet;
	const writing = { enteredBy: sheet.entered ? context.actor.personId : null, changedAfterOpening: assessment.everOpened };
	const place = { assessmentId: assessment.id, assessorId: assessor.id, nodeId: input.nodeId };
	if (stored) await updateScore(context, stored, answer, writing);
	else await insertScore(context, place, answer, writing);
	await auditSaving(context, sheet, input.nodeId, stored, answer);
	return { revision: (stored?.revision ?? 0) + 1 };
}

async function checkedAnswer(context: Context, { assessment, assessor }: Sheet, input: ScoreInput): Promise<Answer> {
	const { document } = await getVersion(context, assessment.methodologyVersionId);
	const node = scoredNodes(document).find((n) => n.id === input.nodeId);
	if (!node) throw new NotFound();
	const { evaluation, scale } = evaluationOf(document, node, assessment.mode);
	const checked = checkAnswer(evaluation, scale, input);
	if ('problems' in checked) throw new Invalid(checked.problems);
	await checkReferences(context, assessment.institutionId, assessor.id, input.nodeId, checked.answer.evidenceIds);
	return checked.answer;
}

/** Evidence must be of this institution; removed evidence may stay where it already was referred to. */
async function checkReferences(context: Context, institutionId: string, assessorId: string, nodeId: string, evidenceIds: readonly string[]): Promise<void> {
	if (!evidenceIds.length) return;
	const all = await listEvidence(context, institutionId);
	const [stored] = await readScores(context, [assessorId], nodeId);
	const usable = new Set([...all.filter((e) => !e.removed).map((e) => e.id), ...(stored?.evidenceIds ?? [])]);
	if (evidenceIds.some((id) => !usable.has(id))) throw new NotFound();
}

async function auditSaving(context: Context, sheet: Sheet, nodeId: string, stored: StoredScore | undefined, answer: Answer): Promise<void> {
	const subject = { kind: 'assessor', id: sheet.assessor.id };
	const institutionId = sheet.assessment.institutionId;
	// Hidden scores stay hidden in the audit too, also while an opened consensus is closed again.
	if (sheet.assessment.state === 'scoring') return audit(context, { action: 'score.saved', subject, institutionId });
	const open = ({ judgement, values }: Pick<Answer, 'judgement' | 'values'>) => ({ node: nodeId, judgement, values });
	return audit(context, { action: 'score.changed_after_opening', subject, institutionId, ...(stored ? { before: open(stored) } : {}), after: open(answer) });
}

/** "I am done": every sub-criterion has an answer, and nothing changes until it is withdrawn. Repeating it is harmless. */
export async function finishScoring(context: Context, assessmentId: string, whose: Whose): Promise<void> {
	await setFinished(context, assessmentId, whose, true);
}

/** Takes "I am done" back while the scores are still closed. */
export async function withdrawFinish(context: Context, assessmentId: string, whose: Whose): Promise<void> {
	await setFinished(context, assessmentId, whose, false);
}

async function setFinished(context: Context, assessmentId: string, whose: Whose, finished: boolean): Promise<void> {
	const sheet = await openSheetToFinish(context, assessmentId, whose);
	if (sheet.assessor.finished === finished) return;
	if (finished) {
		const { document } = await getVersion(context, sheet.assessment.methodologyVersionId);
		const open = scoredNodes(document).length - (await countScores(context, sheet.assessor.id));
		if (open > 0) throw new Conflict('scoring_unfinished', { count: open });
	}
	await updateAssessor(context, sheet.assessor.id, { finished_at: finished ? context.now : null });
	await audit(context, { action: finished ? 'scoring.finished' : 'scoring.resumed', subject: { kind: 'assessor', id: sheet.assessor.id }, institutionId: sheet.assessment.institutionId });
}
