import { sql } from 'kysely';
import { actsForPartner, maySeeProjects } from '#modules/project/index.ts';
import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { LinkInput, LinkKind, NamedProject } from './model.ts';

/** Which projects the reader may know of: those of visitors, and those the reader sees from within. */
export type Scope = 'published' | 'known';

/** A link as it is kept; its project is named by `selectKnownProjects`. */
export interface LinkRow {
	readonly id: string;
	readonly nodeId: string;
	readonly kind: LinkKind;
	readonly projectId: string | null;
	readonly title: string;
	readonly address: string;
	readonly onDate: string | null;
}

export async function selectLinks(context: Context, programmeId: string): Promise<LinkRow[]> {
	const rows = await context.tx
		.selectFrom('programme_link as l')
		.innerJoin('programme_node as n', (join) => join.onRef('n.region_id', '=', 'l.region_id').onRef('n.id', '=', 'l.node_id'))
		.select(['l.id', 'l.node_id', 'l.kind', 'l.project_id', 'l.title', 'l.address', 'l.on_date'])
		.where('l.region_id', '=', context.regionId)
		.where('n.programme_id', '=', programmeId)
		.where('n.removed_at', 'is', null)
		.orderBy('l.kind')
		.orderBy('l.on_date')
		.orderBy('l.title')
		.orderBy('l.id')
		.execute();
	return rows.map((row) => ({ id: row.id, nodeId: row.node_id, kind: row.kind as LinkKind, projectId: row.project_id, title: row.title, address: row.address, onDate: row.on_date }));
}

export async function insertLink(context: Context, nodeId: string, id: string, link: LinkInput): Promise<void> {
	await context.tx
		.insertInto('programme_link')
		.values({ region_id: context.regionId, id, node_id: nodeId, kind: link.kind, project_id: link.kind === 'project' ? link.project : null, title: link.title, address: link.address, on_date: link.on_date })
		.execute();
}

export async function deleteLink(context: Context, id: string): Promise<void> {
	await context.tx.deleteFrom('programme_link').where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

/** The nodes of a programme that the versions in force of projects name as what they serve. */
export async function selectDeclared(context: Context, programmeId: string): Promise<{ nodeId: string; projectId: string }[]> {
	// A document is only taken apart where the node's id stands in it; most name none.
	const found = await sql<{ node_id: string; project_id: string }>`
		with named as materialized (
			select p.id, v.document
			from project p
			join project_version v on v.region_id = p.region_id and v.id = p.version_id
			where p.region_id = ${context.regionId} and position('"nodeId":"' in v.document) > 0
		)
		select distinct n.id as node_id, named.id as project_id
		from named
		cross join lateral jsonb_array_elements(named.document::jsonb -> 'compliance') as entry
		join programme_node n on n.region_id = ${context.regionId} and n.programme_id = ${programmeId} and n.removed_at is null and n.id::text = entry ->> 'nodeId'`.execute(context.tx);
	return found.rows.map((row) => ({ nodeId: row.node_id, projectId: row.project_id }));
}

/** Projects with a version in force that the reader may know of, by name; `published` for what everybody reads. */
export async function selectKnownProjects(context: Context, scope: Scope): Promise<NamedProject[]> {
	const all = scope === 'known' && maySeeProjects(context.actor);
	const rows = await context.tx
		.selectFrom('project as p')
		.innerJoin('project_summary as s', (join) => join.onRef('s.region_id', '=', 'p.region_id').onRef('s.project_id', '=', 'p.id'))
		.select(['p.id', 'p.slug', 'p.state', 'p.published_at', 's.code', 's.acronym', 's.title'])
		.where('p.region_id', '=', context.regionId)
		.orderBy('s.code')
		.orderBy('p.slug')
		.execute();
	const mine = scope === 'published' || all ? new Set<string>() : await projectsOfOwnPartners(context);
	return rows
		.map((row) => ({ id: row.id, slug: row.slug, state: row.state, code: row.code, acronym: row.acronym, title: row.title as LocalizedText, published: row.published_at !== null, inside: all || mine.has(row.id) }))
		.filter((project) => project.published || project.inside);
}

async function projectsOfOwnPartners(context: Context): Promise<Set<string>> {
	const institutions = context.actor.memberships.map(({ institutionId }) => institutionId).filter((id) => id !== null && actsForPartner(context.actor, id));
	if (institutions.length === 0) return new Set();
	const rows = await context.tx.selectFrom('project_partner').select('project_id').distinct().where('region_id', '=', context.regionId).where('institution_id', 'in', institutions).execute();
	return new Set(rows.map((row) => row.project_id));
}

/** Whether the region has this project with a version in force. */
export async function hasProject(context: Context, id: string): Promise<boolean> {
	const row = await context.tx.selectFrom('project').select('id').where('region_id', '=', context.regionId).where('id', '=', id).where('version_id', 'is not', null).executeTakeFirst();
	return row !== undefined;
}
