import { audit, auditAll, type AuditEntry } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import { evaluationOf, getVersion, scoredNodes, type MethodologyDocument } from '../../methodology/index.ts';
import { listEvidence } from '../evidence/index.ts';
import type { ScoreInput, StoredScore } from './model.ts';
import { openSheetToFinish, openSheetToWrite, type Sheet, type Whose } from './policy.ts';
import { checkAnswer, sameAnswer, type Answer } from './rules.ts';
import { countScores, insertScores, readScores, updateAssessor, updateScore } from './store.ts';

/**
 * Saves one answer: the actor's own, or (`whose` an assessor's id) one that the lead types from a sheet of paper. Returns
 * its revision. The same answer sent again changes nothing; a different one on an older revision is a Conflict and
 * nothing is overwritten. Before opening the audit says only that something was saved; after opening the answer is
 * marked as changed and the audit shows what changed.
 */
export async function saveScore(context: Context, assessmentId: string, whose: Whose, input: ScoreInput): Promise<{ revision: number }> {
	const desk = await openDesk(context, assessmentId, whose, input.nodeId, input.evidenceIds.length > 0);
	const change = changeOf(desk, input);
	if (change === null) return { revision: desk.stored.get(input.nodeId)?.revision ?? 0 };
	await write(context, desk.sheet, [change]);
	return { revision: (change.stored?.revision ?? 0) + 1 };
}

/** Saves the answers of a whole sheet in one go, all or none; each as `saveScore` does. A node may be named once. */
export async function saveSheet(context: Context, assessmentId: string, whose: Whose, inputs: readonly ScoreInput[]): Promise<void> {
	if (new Set(inputs.map((input) => input.nodeId)).size !== inputs.length) throw new Conflict('scoring_changed_elsewhere');
	const desk = await openDesk(context, assessmentId, whose, undefined, inputs.some((input) => input.evidenceIds.length > 0));
	await write(context, desk.sheet, inputs.map((input) => changeOf(desk, input)).filter((change) => change !== null));
}

/** What every answer of a sheet is checked against, read once. */
interface Desk {
	readonly sheet: Sheet;
	readonly document: MethodologyDocument;
	readonly stored: ReadonlyMap<string, StoredScore>;
	readonly usableEvidence: ReadonlySet<string>;
}

async function openDesk(context: Context, assessmentId: string, whose: Whose, nodeId: string | undefined, withEvidence: boolean): Promise<Desk> {
	const sheet = await openSheetToWrite(context, assessmentId, whose);
	const { document } = await getVersion(context, sheet.assessment.methodologyVersionId);
	const stored = await readScores(context, [sheet.assessor.id], nodeId);
	const evidence = withEvidence ? await listEvidence(context, sheet.assessment.institutionId) : [];
	return { sheet, document, stored: new Map(stored.map((score) => [score.nodeId, score])), usableEvidence: new Set(evidence.filter((e) => !e.removed).map((e) => e.id)) };
}

interface Change {
	readonly nodeId: string;
	readonly stored: StoredScore | undefined;
	readonly answer: Answer;
}

/** What saving the answer would change; null when it is what is stored already. */
function changeOf(desk: Desk, input: ScoreInput): Change | null {
	const stored = desk.stored.get(input.nodeId);
	const answer = checkedAnswer(desk, stored, input);
	if (stored && sameAnswer(stored, answer)) return null;
	if ((stored?.revision ?? 0) !== input.revision) throw new Conflict('scoring_changed_elsewhere');
	return { nodeId: input.nodeId, stored, answer };
}

async function write(context: Context, sheet: Sheet, changes: readonly Change[]): Promise<void> {
	const { assessment, assessor, entered } = sheet;
	const writing = { enteredBy: entered ? context.actor.personId : null, changedAfterOpening: assessment.everOpened };
	await insertScores(context, { assessmentId: assessment.id, assessorId: assessor.id }, changes.filter((change) => !change.stored), writing);
	for (const { stored, answer } of changes) if (stored) await updateScore(context, stored, answer, writing);
	await auditAll(context, changes.map((change) => auditEntry(sheet, change)));
}

/** Evidence must be of this institution; removed evidence may stay where it already was referred to. */
function checkedAnswer({ sheet, document, usableEvidence }: Desk, stored: StoredScore | undefined, input: ScoreInput): Answer {
	const node = scoredNodes(document).find((n) => n.id === input.nodeId);
	if (!node) throw new NotFound();
	const { evaluation, scale } = evaluationOf(document, node, sheet.assessment.mode);
	const checked = checkAnswer(evaluation, scale, input);
	if ('problems' in checked) throw new Invalid(checked.problems);
	if (checked.answer.evidenceIds.some((id) => !usableEvidence.has(id) && !stored?.evidenceIds.includes(id))) throw new NotFound();
	return checked.answer;
}

function auditEntry(sheet: Sheet, { nodeId, stored, answer }: Change): AuditEntry {
	const subject = { kind: 'assessor', id: sheet.assessor.id };
	const institutionId = sheet.assessment.institutionId;
	// Hidden scores stay hidden in the audit too, also while an opened consensus is closed again.
	if (sheet.assessment.state === 'scoring') return { action: 'score.saved', subject, institutionId };
	const open = ({ judgement, values }: Pick<Answer, 'judgement' | 'values'>) => ({ node: nodeId, judgement, values });
	return { action: 'score.changed_after_opening', subject, institutionId, ...(stored ? { before: open(stored) } : {}), after: open(answer) };
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
