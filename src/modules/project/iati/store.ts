import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { ProjectState, VersionStage } from '../lifecycle.ts';
import { ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { Kept, type ExportedProject, type Publisher, type Spent } from './model.ts';

/** The region's name and what it entered about itself as a publisher. */
export async function selectPublisher(context: Context): Promise<{ slug: string; name: unknown; entered: { reference: string; kind: string; language: string; revision: number } | null }> {
	const region = await context.tx.selectFrom('region').select(['slug', 'name']).where('id', '=', context.regionId).executeTakeFirstOrThrow();
	const entered = await context.tx.selectFrom('iati_publisher').select(['reference', 'kind', 'language', 'revision']).where('region_id', '=', context.regionId).executeTakeFirst();
	return { slug: region.slug, name: region.name, entered: entered ?? null };
}

/** Stores what was entered; false when somebody else changed it since `revision` (0: nothing was there). */
export async function writePublisher(context: Context, entry: Pick<Publisher, 'reference' | 'kind' | 'language' | 'revision'>): Promise<boolean> {
	const { revision, ...fields } = entry;
	const row =
		revision === 0
			? await context.tx.insertInto('iati_publisher').values({ region_id: context.regionId, ...fields }).onConflict((c) => c.column('region_id').doNothing()).returning('region_id').executeTakeFirst()
			: await context.tx.updateTable('iati_publisher').set({ ...fields, revision: sql`revision + 1` }).where('region_id', '=', context.regionId).where('revision', '=', revision).returning('region_id').executeTakeFirst();
	return row !== undefined;
}

export interface Wanted {
	/** Only what visitors see. */
	readonly published: boolean;
	readonly projectId?: string;
	/** Continue behind this address. */
	readonly after: string;
	readonly limit: number;
}

/** Projects that have a version, by their address; each with everything an activity tells, in four queries for the whole batch. */
export async function selectProjects(context: Context, wanted: Wanted): Promise<ExportedProject[]> {
	let query = context.tx
		.selectFrom('project as p')
		.innerJoin('project_version as v', (join) => join.onRef('v.region_id', '=', 'p.region_id').onRef('v.id', '=', 'p.version_id'))
		.leftJoin('project_iati as o', (join) => join.onRef('o.region_id', '=', 'p.region_id').onRef('o.project_id', '=', 'p.id'))
		.select(['p.id', 'p.slug', 'p.state', 'p.updated_at', 'v.document', 'v.stage', 'v.in_force_from', 'o.identifier', 'o.kept', 'o.imported_at'])
		.where('p.region_id', '=', context.regionId)
		.where('p.slug', '>', wanted.after)
		.orderBy('p.slug')
		.limit(wanted.limit);
	if (wanted.published) query = query.where('p.published_at', 'is not', null);
	query = wanted.projectId === undefined ? query.where('p.invented', '=', false) : query.where('p.id', '=', wanted.projectId);
	const rows = await query.execute();
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const [agreed, achievements, spent] = [await selectAgreed(context, ids), await selectAchievements(context, ids), wanted.published ? new Map<string, Spent[]>() : await selectSpent(context, ids)];
	return rows.map((row) => ({
		slug: row.slug,
		state: row.state as ProjectState,
		document: ProjectDocument.parse(JSON.parse(row.document)),
		stage: row.stage as VersionStage,
		inForceFrom: row.in_force_from,
		agreedOn: agreed.get(row.id) ?? null,
		updatedAt: row.updated_at,
		achievements: achievements.get(row.id) ?? [],
		spent: spent.get(row.id) ?? [],
		origin: row.identifier === null || row.imported_at === null ? null : { identifier: row.identifier, importedAt: row.imported_at, kept: withoutSpending(Kept.parse(row.kept), wanted.published) }
	}));
}

/** Addresses of projects about which nothing was agreed yet. */
export const selectWithoutVersion = async (context: Context): Promise<string[]> =>
	(await context.tx.selectFrom('project').select('slug').where('region_id', '=', context.regionId).where('version_id', 'is', null).where('invented', '=', false).orderBy('slug').execute()).map(({ slug }) => slug);

/** Whether each agreed project has a day, as the projection tells without its document. */
export async function selectTellable(context: Context): Promise<{ slug: string; title: LocalizedText; period: boolean }[]> {
	const rows = await context.tx
		.selectFrom('project as p')
		.innerJoin('project_summary as s', (join) => join.onRef('s.region_id', '=', 'p.region_id').onRef('s.project_id', '=', 'p.id'))
		.select(['p.slug', 's.title', sql<boolean>`s.date_from is not null or s.date_to is not null`.as('period')])
		.where('p.region_id', '=', context.regionId)
		.where('p.invented', '=', false)
		.orderBy('p.slug')
		.execute();
	return rows.map(({ title, ...row }) => ({ ...row, title: title as LocalizedText }));
}

/** What visitors read holds agreements and results; expenditure is for those who follow the project. */
const withoutSpending = (kept: Kept, published: boolean): Kept => (published ? { ...kept, transactions: [] } : kept);

async function selectAgreed(context: Context, ids: readonly string[]): Promise<Map<string, string>> {
	const rows = await context.tx
		.selectFrom('project_version')
		.select(['project_id', sql<string>`min(in_force_from)::text`.as('day')])
		.where('region_id', '=', context.regionId)
		.where('project_id', 'in', ids)
		.where('stage', 'in', ['approved', 'modification', 'completion'])
		.groupBy('project_id')
		.execute();
	return new Map(rows.map((row) => [row.project_id, row.day]));
}

async function selectAchievements(context: Context, ids: readonly string[]): Promise<Map<string, Achievement[]>> {
	const rows = await context.tx
		.selectFrom('project_achievement')
		.distinctOn(['project_id', 'subject', 'subject_key'])
		.select(['project_id', 'subject', 'subject_key', 'reached', 'by_day', 'note'])
		.where('region_id', '=', context.regionId)
		.where('project_id', 'in', ids)
		.where('withdrawn_at', 'is', null)
		.orderBy('project_id')
		.orderBy('subject')
		.orderBy('subject_key')
		.orderBy('by_day', 'desc')
		.orderBy('recorded_at', 'desc')
		.orderBy('id', 'desc')
		.execute();
	return grouped(rows, (row) => row.project_id, (row): Achievement => ({ subject: row.subject as Achievement['subject'], key: row.subject_key, reached: row.reached, byDay: row.by_day, note: row.note, source: null }));
}

async function selectSpent(context: Context, ids: readonly string[]): Promise<Map<string, Spent[]>> {
	const rows = await context.tx
		.selectFrom('expenditure')
		.select(['project_id', 'partner_key', 'period_key', sql<string>`sum(certified)::text`.as('amount'), sql<string>`max(coalesce(paid_on, invoiced_on))::text`.as('on_day')])
		.where('region_id', '=', context.regionId)
		.where('project_id', 'in', ids)
		.where('state', 'in', ['certified', 'deducted'])
		.where('certified', 'is not', null)
		.groupBy(['project_id', 'partner_key', 'period_key'])
		.having(sql<boolean>`sum(certified) <> 0`)
		.orderBy('project_id')
		.orderBy('on_day')
		.orderBy('period_key')
		.orderBy('partner_key')
		.execute();
	return grouped(rows, (row) => row.project_id, (row): Spent => ({ partner: row.partner_key, period: row.period_key, amount: row.amount, on: row.on_day }));
}

function grouped<R, T>(rows: readonly R[], by: (row: R) => string, make: (row: R) => T): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const row of rows) groups.set(by(row), [...(groups.get(by(row)) ?? []), make(row)]);
	return groups;
}

/** The projects whose lasting identifier is one of these: imported ones by what is kept, the region's own by their address. */
export async function selectKnown(context: Context, identifiers: readonly string[], slugs: readonly string[]): Promise<{ id: string; slug: string; identifier: string | null }[]> {
	return context.tx
		.selectFrom('project as p')
		.leftJoin('project_iati as o', (join) => join.onRef('o.region_id', '=', 'p.region_id').onRef('o.project_id', '=', 'p.id'))
		.select(['p.id', 'p.slug', 'o.identifier'])
		.where('p.region_id', '=', context.regionId)
		.where(({ or, eb }) => or([eb('o.identifier', 'in', [...identifiers, '']), eb('p.slug', 'in', [...slugs, ''])]))
		.execute();
}

/** Keeps whence a project came; false when another import stored the same identifier at this moment. */
export async function insertOrigin(context: Context, projectId: string, identifier: string, kept: Kept): Promise<boolean> {
	const row = await context.tx
		.insertInto('project_iati')
		.values({ region_id: context.regionId, project_id: projectId, identifier, kept: JSON.stringify(kept), imported_at: context.now })
		.onConflict((c) => c.columns(['region_id', 'identifier']).doNothing())
		.returning('project_id')
		.executeTakeFirst();
	return row !== undefined;
}

export async function insertAchievements(context: Context, projectId: string, achievements: readonly Achievement[]): Promise<void> {
	if (achievements.length === 0) return;
	await context.tx
		.insertInto('project_achievement')
		.values(achievements.map((a) => ({ region_id: context.regionId, id: context.newId(), project_id: projectId, subject: a.subject, subject_key: a.key, reached: a.reached, by_day: a.byDay, note: a.note, source: a.source === null ? null : JSON.stringify(a.source), recorded_by: context.actor.personId, recorded_at: context.now })))
		.execute();
}

/** The state that the life cycle led to; the caller has walked it. */
export const writeState = (context: Context, projectId: string, state: ProjectState): Promise<unknown> =>
	context.tx.updateTable('project').set({ state, updated_at: context.now }).where('region_id', '=', context.regionId).where('id', '=', projectId).execute();
