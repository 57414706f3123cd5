import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { RegisteredProject } from '../check/model.ts';
import type { VersionStage } from '../lifecycle.ts';
import { ProjectDocument } from '../model.ts';
import { maySeeProjects } from '../policy.ts';
import type { ProjectChoice } from './model.ts';

/** Projects with a version in force that the actor sees, by title; at most `most`. */
export async function selectChoices(context: Context, most: number): Promise<ProjectChoice[]> {
	let query = context.tx
		.selectFrom('project as p')
		.innerJoin('project_summary as s', (join) => join.onRef('s.region_id', '=', 'p.region_id').onRef('s.project_id', '=', 'p.id'))
		.select(['p.slug', 's.code', 's.acronym', 's.title'])
		.where('p.region_id', '=', context.regionId);
	if (!maySeeProjects(context.actor)) {
		const own = context.actor.memberships.flatMap(({ institutionId, role }) => (institutionId !== null && ['project-manager', 'lead', 'head'].includes(role) ? [institutionId] : []));
		if (own.length === 0) return [];
		query = query.where(({ exists, selectFrom }) => exists(selectFrom('project_partner as o').select('o.project_id').whereRef('o.region_id', '=', 'p.region_id').whereRef('o.project_id', '=', 'p.id').where('o.institution_id', 'in', own)));
	}
	const rows = await query.orderBy('s.code').orderBy('p.slug').limit(most).execute();
	return rows.map(({ slug, code, acronym, title }) => ({ slug, code, acronym, title: title as LocalizedText }));
}

/** All versions of a project, oldest first, with their documents. The caller has authorised. */
export async function selectRegistered(context: Context, projectId: string): Promise<{ title: LocalizedText; registered: RegisteredProject }> {
	const rows = await context.tx.selectFrom('project_version').select(['number', 'stage', 'document']).where('region_id', '=', context.regionId).where('project_id', '=', projectId).orderBy('number').execute();
	const versions = rows.map((row) => ({ number: row.number, stage: row.stage as VersionStage, document: ProjectDocument.parse(JSON.parse(row.document)) }));
	const latest = versions.at(-1)?.document;
	return { title: latest?.title ?? {}, registered: { code: latest?.codes[0]?.value ?? latest?.acronym ?? '', versions } };
}
