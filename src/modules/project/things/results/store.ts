import type { Context } from '#platform/context.ts';
import type { Achievement } from '../../project.ts';
import type { AchievementEntry, AchievementSubject, Source } from './model.ts';
import { plainNumber } from './rules.ts';

interface Row {
	subject: string;
	subject_key: string;
	reached: string;
	by_day: string;
	note: string;
	source: unknown;
}

const toAchievement = (row: Row): Achievement => ({
	subject: row.subject as AchievementSubject,
	key: row.subject_key,
	reached: plainNumber(row.reached),
	byDay: row.by_day,
	note: row.note,
	source: row.source as Source | null
});

/** The newest entry of each thing: by its day, then by when it was written. */
export async function newestAchievements(context: Context, projectId: string): Promise<Achievement[]> {
	const rows = await context.tx
		.selectFrom('project_achievement')
		.distinctOn(['subject', 'subject_key'])
		.select(['subject', 'subject_key', 'reached', 'by_day', 'note', 'source'])
		.where('region_id', '=', context.regionId)
		.where('project_id', '=', projectId)
		.where('withdrawn_at', 'is', null)
		.orderBy('subject')
		.orderBy('subject_key')
		.orderBy('by_day', 'desc')
		.orderBy('recorded_at', 'desc')
		.orderBy('id', 'desc')
		.execute();
	return rows.map(toAchievement);
}

/** Every entry of one thing, the one that counts first; withdrawn ones too. */
export async function achievementHistory(context: Context, projectId: string, subject: AchievementSubject, key: string): Promise<AchievementEntry[]> {
	const rows = await context.tx
		.selectFrom('project_achievement as a')
		.leftJoin('person', 'person.id', 'a.recorded_by')
		.select(['a.id', 'a.subject', 'a.subject_key', 'a.reached', 'a.by_day', 'a.note', 'a.source', 'a.recorded_at', 'a.withdrawn_at', 'a.withdrawn_reason', 'person.name as recorded_by_name'])
		.where('a.region_id', '=', context.regionId)
		.where('a.project_id', '=', projectId)
		.where('a.subject', '=', subject)
		.where('a.subject_key', '=', key)
		.orderBy('a.by_day', 'desc')
		.orderBy('a.recorded_at', 'desc')
		.orderBy('a.id', 'desc')
		.execute();
	return rows.map((row) => ({ ...toAchievement(row), id: row.id, recordedAt: row.recorded_at, recordedByName: row.recorded_by_name, withdrawnAt: row.withdrawn_at, withdrawnReason: row.withdrawn_reason }));
}

/** The subject and key of an entry that was not withdrawn; null when there is none. */
export async function findAchievement(context: Context, projectId: string, id: string): Promise<Achievement | null> {
	const row = await context.tx
		.selectFrom('project_achievement')
		.select(['subject', 'subject_key', 'reached', 'by_day', 'note', 'source', 'withdrawn_at'])
		.where('region_id', '=', context.regionId)
		.where('project_id', '=', projectId)
		.where('id', '=', id)
		.executeTakeFirst();
	return row && row.withdrawn_at === null ? toAchievement(row) : null;
}

export async function insertAchievement(context: Context, projectId: string, id: string, a: Achievement & { readonly reportId: string | null }): Promise<void> {
	await context.tx
		.insertInto('project_achievement')
		.values({
			region_id: context.regionId,
			id,
			project_id: projectId,
			subject: a.subject,
			subject_key: a.key,
			reached: a.reached,
			by_day: a.byDay,
			note: a.note,
			source: a.source === null ? null : JSON.stringify(a.source),
			report_id: a.reportId,
			recorded_by: context.actor.personId,
			recorded_at: context.now
		})
		.execute();
}

/** Whether it was still there to be withdrawn. */
export async function markWithdrawn(context: Context, id: string, reason: string): Promise<boolean> {
	const result = await context.tx
		.updateTable('project_achievement')
		.set({ withdrawn_at: context.now, withdrawn_reason: reason })
		.where('region_id', '=', context.regionId)
		.where('id', '=', id)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	return result.numUpdatedRows === 1n;
}
