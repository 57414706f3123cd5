import type { Context } from '#platform/context.ts';
import { ProjectId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { Amount } from '#platform/money.ts';
import type { ProjectState, VersionStage } from '../lifecycle.ts';
import type { ProjectDocument } from '../model.ts';
import { versionCache } from '../versions/document.ts';

/** Names are open to everybody: they stand on the region's public pages. */
export async function selectRegion(context: Context): Promise<{ slug: string; name: LocalizedText }> {
	const row = await context.tx.selectFrom('region').select(['slug', 'name']).where('id', '=', context.regionId).executeTakeFirstOrThrow();
	return { slug: row.slug, name: row.name as LocalizedText };
}

export interface PublishedRow {
	readonly id: ProjectId;
	readonly slug: string;
	readonly state: ProjectState;
	readonly versionId: string;
	readonly publishedAt: Date;
	readonly changedAt: Date;
	/** By the rule of its currency and day; null without a total or a rate. */
	readonly totalEuro: Amount | null;
}

/** A project by its permanent address, only while visitors may see it. */
export async function selectPublished(context: Context, slug: string): Promise<PublishedRow | null> {
	const row = await context.tx
		.selectFrom('project as p')
		.leftJoin('project_summary as s', (join) => join.onRef('s.region_id', '=', 'p.region_id').onRef('s.project_id', '=', 'p.id'))
		.select(['p.id', 'p.slug', 'p.state', 'p.version_id', 'p.published_at', 'p.updated_at', 's.total_eur'])
		.select((eb) =>
			eb
				.selectFrom('project_achievement as a')
				.select(({ fn }) => fn.max('a.recorded_at').as('at'))
				.whereRef('a.region_id', '=', 'p.region_id')
				.whereRef('a.project_id', '=', 'p.id')
				.as('recorded_at')
		)
		.where('p.region_id', '=', context.regionId)
		.where('p.slug', '=', slug)
		.where('p.published_at', 'is not', null)
		.executeTakeFirst();
	if (!row || row.version_id === null || row.published_at === null) return null;
	const changedAt = row.recorded_at !== null && row.recorded_at > row.updated_at ? row.recorded_at : row.updated_at;
	return { id: ProjectId.parse(row.id), slug: row.slug, state: row.state as ProjectState, versionId: row.version_id, publishedAt: row.published_at, changedAt, totalEuro: row.total_eur };
}

export interface FullVersion {
	readonly id: string;
	readonly number: number;
	readonly stage: VersionStage;
	readonly inForceFrom: string;
	readonly document: ProjectDocument;
}

/** All versions of a project with their documents, the first one first. */
export async function selectFullVersions(context: Context, projectId: string): Promise<FullVersion[]> {
	const heads = await context.tx
		.selectFrom('project_version')
		.select(['id', 'number', 'stage', 'in_force_from', 'sha256'])
		.where('region_id', '=', context.regionId)
		.where('project_id', '=', projectId)
		.orderBy('number')
		.execute();
	const unread = heads.filter(({ sha256 }) => !versionCache.has(sha256)).map(({ id }) => id);
	const texts = unread.length === 0 ? [] : await context.tx.selectFrom('project_version').select(['id', 'document']).where('region_id', '=', context.regionId).where('id', 'in', unread).execute();
	return heads.map(({ id, number, stage, in_force_from, sha256 }) => ({ id, number, stage: stage as VersionStage, inForceFrom: in_force_from, document: versionCache.read(sha256, texts.find((text) => text.id === id)?.document ?? '') }));
}

export interface FeedRow {
	readonly id: string;
	readonly slug: string;
	readonly state: ProjectState;
	readonly title: LocalizedText;
	readonly acronym: string;
	readonly code: string;
	readonly programme: LocalizedText;
	readonly from: string | null;
	readonly to: string | null;
	readonly currency: string | null;
	readonly total: Amount | null;
	readonly totalEuro: Amount | null;
	readonly publishedAt: Date;
	readonly changedAt: Date;
}

/** The published projects that changed last, newest change first. */
export async function selectFeed(context: Context, limit: number): Promise<FeedRow[]> {
	const rows = await context.tx
		.selectFrom('project as p')
		.innerJoin('project_summary as s', (join) => join.onRef('s.region_id', '=', 'p.region_id').onRef('s.project_id', '=', 'p.id'))
		.select(['p.id', 'p.slug', 'p.state', 'p.published_at', 'p.updated_at', 's.title', 's.acronym', 's.code', 's.programme', 's.date_from', 's.date_to', 's.currency', 's.total', 's.total_eur'])
		.where('p.region_id', '=', context.regionId)
		.where('p.published_at', 'is not', null)
		.orderBy('p.updated_at', 'desc')
		.orderBy('p.id')
		.limit(limit)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		slug: row.slug,
		state: row.state as ProjectState,
		title: row.title as LocalizedText,
		acronym: row.acronym,
		code: row.code,
		programme: row.programme as LocalizedText,
		from: row.date_from,
		to: row.date_to,
		currency: row.currency,
		total: row.total,
		totalEuro: row.total_eur,
		publishedAt: row.published_at ?? row.updated_at,
		changedAt: row.updated_at
	}));
}
