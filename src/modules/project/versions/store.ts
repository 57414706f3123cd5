import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { ProjectId, ProjectVersionId } from '#platform/ids.ts';
import type { ProjectState, VersionStage } from '../lifecycle.ts';
import type { Project } from '../project.ts';

const projects = (context: Context) => context.tx.selectFrom('project').select(['id', 'slug', 'state', 'version_id', 'published_at', 'invented', 'revision']).where('region_id', '=', context.regionId);
type ProjectRow = Awaited<ReturnType<ReturnType<typeof projects>['executeTakeFirstOrThrow']>>;

export const toProject = (row: ProjectRow): Project => ({
	id: ProjectId.parse(row.id),
	slug: row.slug,
	state: row.state as ProjectState,
	versionId: row.version_id === null ? null : ProjectVersionId.parse(row.version_id),
	publishedAt: row.published_at,
	invented: row.invented,
	revision: row.revision
});

/** One project whatever its state; locked against other changes when asked. */
export async function selectProject(context: Context, id: string, lock = false): Promise<Project | null> {
	let query = projects(context).where('id', '=', id);
	// Rows of spending and reports refer to the project: the weaker lock lets them pass.
	if (lock) query = query.forNoKeyUpdate();
	const row = await query.executeTakeFirst();
	return row ? toProject(row) : null;
}

/** Institutions that are partners in the version in force; null for external ones. */
export async function selectPartnerInstitutions(context: Context, projectId: string): Promise<{ key: string; institutionId: string | null }[]> {
	const rows = await context.tx.selectFrom('project_partner').select(['partner_key', 'institution_id']).where('region_id', '=', context.regionId).where('project_id', '=', projectId).orderBy('partner_key').execute();
	return rows.map((row) => ({ key: row.partner_key, institutionId: row.institution_id }));
}

/** Puts a new project in; false when its slug is taken. */
export async function insertProject(context: Context, id: string, slug: string, invented: boolean): Promise<boolean> {
	const row = await context.tx
		.insertInto('project')
		.values({ region_id: context.regionId, id, slug, state: 'idea', version_id: null, published_at: null, invented, created_by: context.actor.personId, created_at: context.now, updated_at: context.now })
		.onConflict((conflict) => conflict.columns(['region_id', 'slug']).doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

export interface ProjectChange {
	readonly state?: ProjectState;
	readonly version_id?: string;
	readonly published_at?: Date | null;
}

export const updateProject = (context: Context, id: string, change: ProjectChange): Promise<unknown> =>
	context.tx.updateTable('project').set({ ...change, updated_at: context.now, revision: sql`revision + 1` }).where('region_id', '=', context.regionId).where('id', '=', id).execute();

/** Whether something is kept with a project beside its draft: such a project is not deleted. */
export async function hasBelongings(context: Context, projectId: string): Promise<boolean> {
	for (const table of ['project_version', 'project_file', 'project_object', 'project_procurement', 'project_achievement', 'programme_link'] as const) {
		const row = await context.tx.selectFrom(table).select('project_id').where('region_id', '=', context.regionId).where('project_id', '=', projectId).limit(1).executeTakeFirst();
		if (row) return true;
	}
	return false;
}

export async function deleteProjectRows(context: Context, projectId: string): Promise<void> {
	await context.tx.deleteFrom('project_draft').where('region_id', '=', context.regionId).where('project_id', '=', projectId).execute();
	await context.tx.deleteFrom('project').where('region_id', '=', context.regionId).where('id', '=', projectId).execute();
}

/**
 * Projects by a code, written with or without its separators, as the version in force says; the oldest project first. Only
 * the ids: the caller asks whether the actor may see them.
 */
export async function selectIdsByCode(context: Context, code: string): Promise<string[]> {
	const rows = await context.tx
		.selectFrom('project_summary as s')
		.innerJoin('project as p', (join) => join.onRef('p.region_id', '=', 's.region_id').onRef('p.id', '=', 's.project_id'))
		.select('p.id')
		.where('s.region_id', '=', context.regionId)
		.where(({ or, eb }) =>
			or([
				eb('p.slug', '=', code.toLowerCase()),
				eb(sql`regexp_replace(upper(s.acronym), '[^A-Z0-9]', '', 'g')`, '=', bareCode(code)),
				sql<boolean>`exists (select from jsonb_array_elements(s.codes) c where regexp_replace(upper(c ->> 'value'), '[^A-Z0-9]', '', 'g') = ${bareCode(code)})`
			])
		)
		.orderBy('p.created_at')
		.orderBy('p.id')
		.execute();
	return rows.map((row) => row.id);
}

const bareCode = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '') || '?';

export interface DraftRow {
	readonly document: string;
	readonly based_on: string | null;
	readonly revision: number;
	readonly updated_by: string | null;
	readonly updated_at: Date;
}

export async function selectDraft(context: Context, projectId: string, lock = false): Promise<DraftRow | null> {
	let query = context.tx.selectFrom('project_draft').select(['document', 'based_on', 'revision', 'updated_by', 'updated_at']).where('region_id', '=', context.regionId).where('project_id', '=', projectId);
	if (lock) query = query.forUpdate();
	return (await query.executeTakeFirst()) ?? null;
}

export const insertDraft = (context: Context, projectId: string, document: string, basedOn: string | null): Promise<unknown> =>
	context.tx.insertInto('project_draft').values({ region_id: context.regionId, project_id: projectId, document, based_on: basedOn, updated_by: context.actor.personId, updated_at: context.now }).execute();

export const updateDraft = (context: Context, projectId: string, document: string): Promise<unknown> =>
	context.tx.updateTable('project_draft').set({ document, updated_by: context.actor.personId, updated_at: context.now, revision: sql`revision + 1` }).where('region_id', '=', context.regionId).where('project_id', '=', projectId).execute();

export const deleteDraft = (context: Context, projectId: string): Promise<unknown> => context.tx.deleteFrom('project_draft').where('region_id', '=', context.regionId).where('project_id', '=', projectId).execute();

const versions = (context: Context, projectId: string) =>
	context.tx.selectFrom('project_version').select(['id', 'number', 'stage', 'in_force_from', 'reason', 'sha256', 'made_by', 'made_at']).where('region_id', '=', context.regionId).where('project_id', '=', projectId);

export interface VersionRow {
	readonly id: string;
	readonly number: number;
	readonly stage: VersionStage;
	readonly in_force_from: string;
	readonly reason: string;
	readonly sha256: string;
	readonly made_by: string | null;
	readonly made_at: Date;
}

/** All versions without their documents, the newest first. */
export const selectVersions = async (context: Context, projectId: string): Promise<VersionRow[]> => (await versions(context, projectId).orderBy('number', 'desc').execute()).map((row) => ({ ...row, stage: row.stage as VersionStage }));

/** One version by its number, its id or, with a day, the newest that held on it. */
export async function selectVersion(context: Context, projectId: string, which: { number: number } | { id: string } | { on: string }): Promise<VersionRow | null> {
	let query = versions(context, projectId);
	if ('number' in which) query = query.where('number', '=', which.number);
	else if ('id' in which) query = query.where('id', '=', which.id);
	else query = query.where('in_force_from', '<=', which.on).orderBy('number', 'desc').limit(1);
	const row = await query.executeTakeFirst();
	return row ? { ...row, stage: row.stage as VersionStage } : null;
}

export const selectVersionText = async (context: Context, id: string): Promise<string> =>
	(await context.tx.selectFrom('project_version').select('document').where('region_id', '=', context.regionId).where('id', '=', id).executeTakeFirstOrThrow()).document;

export const insertVersion = (context: Context, projectId: string, row: { id: string; number: number; stage: VersionStage; inForceFrom: string; reason: string; text: string; sha256: string }): Promise<unknown> =>
	context.tx
		.insertInto('project_version')
		.values({ region_id: context.regionId, id: row.id, project_id: projectId, number: row.number, stage: row.stage, in_force_from: row.inForceFrom, reason: row.reason, document: row.text, sha256: row.sha256, made_by: context.actor.personId, made_at: context.now })
		.execute();
