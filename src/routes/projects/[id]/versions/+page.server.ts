import { loadProjectFor, maySeeProjects, getDraft, projectVersions } from '#modules/project/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { project, version } = await loadProjectFor(context, params.id, 'see');
		const draft = maySeeProjects(context.actor) ? await getDraft(context, project.id) : null;
		return { project, title: (version?.document ?? draft?.document)?.title ?? {}, versions: await projectVersions(context, project.id), hasDraft: draft !== null };
	});
