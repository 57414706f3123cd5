import { z } from 'zod';
import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import type { ProjectDocument } from '../../model.ts';
import { checkSource, loadInside, loadToWrite } from '../access.ts';
import { dayProblem, rowId } from '../fields.ts';
import { achievementSubjects, type AchievementInput, type AchievementSubject } from './model.ts';
import { entriesMark, plannedThings, readReached } from './rules.ts';
import { achievementHistory, findAchievement, insertAchievement, markWithdrawn } from './store.ts';

/** The partner whose people may write about a thing; null: only who keeps projects. What nobody plans any more is the project's. */
const partnerOf = (document: ProjectDocument, subject: string, key: string): string | null => plannedThings(document).find((t) => t.subject === subject && t.key === key)?.partner ?? null;

/**
 * Writes down what was reached by a day and returns the entry's id; the newest day counts. Who keeps projects writes
 * everything, a partner's people the deliverables of its activities. Invalid by field for a day to come or before the
 * project, a number nobody can read, a document that the version lacks; Conflict when somebody wrote since `seen`.
 */
export async function recordAchievement(context: Context, projectId: string, input: AchievementInput): Promise<string> {
	const { project, document, institutionId } = await loadToWrite(context, projectId, (version) => partnerOf(version, input.subject, input.key));
	const subject = z.enum(achievementSubjects).safeParse(input.subject).data;
	const thing = plannedThings(document).find((t) => t.subject === subject && t.key === input.key);
	if (subject === undefined || !thing) throw new NotFound('things_not_planned');
	const read = readReached(input.reached, subject);
	if ('error' in read) throw new Invalid({ reached: read.error });
	checkDay(context, input.byDay, document.period.from);
	const source = checkSource(document, input.source);
	if (input.seen !== undefined) await checkSeen(context, project.id, subject, input.key, input.seen);
	const id = context.newId();
	const entry = { subject, key: input.key, reached: read.value, byDay: input.byDay, note: (input.note ?? '').trim(), source };
	await insertAchievement(context, project.id, id, { ...entry, reportId: input.reportId ?? null });
	await audit(context, { action: 'project.achievement_recorded', subject: { kind: 'project', id: project.id }, institutionId, after: { ...entry, id } });
	return id;
}

function checkDay(context: Context, byDay: string, projectFrom: string | null): void {
	const problem = dayProblem(byDay, dayOf(context.now));
	if (problem) throw new Invalid({ byDay: problem });
	if (projectFrom !== null && byDay < projectFrom) throw new Invalid({ byDay: { code: 'things_day_before_project' } });
}

async function checkSeen(context: Context, projectId: string, subject: AchievementSubject, key: string, seen: number): Promise<void> {
	if (entriesMark(await achievementHistory(context, projectId, subject, key)) !== seen) throw new Conflict('things_changed_elsewhere');
}

/** Takes an entry back with the reason; it stays to be read and the entry before counts again. */
export async function withdrawAchievement(context: Context, projectId: string, id: string, reason: string): Promise<void> {
	const { project } = await loadInside(context, projectId);
	const known = rowId(id);
	const entry = known === null ? null : await findAchievement(context, project.id, known);
	if (known === null || entry === null) throw new NotFound();
	const { institutionId } = await loadToWrite(context, projectId, (version) => partnerOf(version, entry.subject, entry.key));
	if (!(await markWithdrawn(context, known, reason))) throw new NotFound();
	await audit(context, { action: 'project.achievement_withdrawn', subject: { kind: 'project', id: project.id }, institutionId, before: { ...entry, id }, after: { reason } });
}
