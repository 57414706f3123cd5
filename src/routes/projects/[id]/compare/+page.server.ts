import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { compareVersions, documentShape, figuresOf, getDraft, getProject, maySeeProjects, projectVersion, projectVersions, type Difference, type ProjectDocument } from '#modules/project/index.ts';
import { loadPlaceNames } from '../places.ts';
import type { PageServerLoad } from './$types';

/** So many differences of one section are shown at once: a budget may differ in thousands of cells. */
const mostShown = 100;

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const project = await getProject(context, params.id);
		const versions = (await projectVersions(context, project.id)).map(({ number, stage }) => ({ number, stage }));
		const hasDraft = maySeeProjects(context.actor) && (await getDraft(context, project.id)) !== null;
		const newest = versions[0]?.number ?? null;
		const a = url.searchParams.get('a') ?? String(newest === null ? 'draft' : newest > 1 && !hasDraft ? newest - 1 : newest);
		const b = url.searchParams.get('b') ?? (hasDraft ? 'draft' : String(newest ?? 'draft'));
		const [before, after] = [await documentOf(context, project.id, a), await documentOf(context, project.id, b)];
		const differences = compareVersions(before, after);
		return {
			project,
			title: after.title,
			versions,
			hasDraft,
			a,
			b,
			count: differences.length,
			most: mostShown,
			sections: documentShape.map(({ key }) => differences.filter(({ section }) => section === key)).flatMap((list) => (list[0] ? [{ key: list[0].section, count: list.length, differences: list.slice(0, mostShown) }] : [])).map((one) => (one.key === 'sources' ? { ...one, differences: named(one.differences, [before, after]) } : one)),
			names: await loadPlaceNames(context, project.id, [before, after])
		};
	});

/** Differences of sources under the names of their figures, so that a reader sees which figure is meant. */
function named(differences: readonly Difference[], documents: readonly ProjectDocument[]): Difference[] {
	const figures = new Map(documents.flatMap((document) => figuresOf(document).map((figure) => [figure.path, figure] as const)));
	return differences.map((difference) => {
		const figure = figures.get(difference.path);
		return figure ? { ...difference, about: figure.about, field: figure.field } : difference;
	});
}

async function documentOf(context: Context, projectId: string, which: string): Promise<ProjectDocument> {
	const document = which === 'draft' ? (await getDraft(context, projectId))?.document : /^[1-9]\d{0,5}$/.test(which) ? (await projectVersion(context, projectId, Number(which))).document : undefined;
	if (!document) throw new NotFound();
	return document;
}
