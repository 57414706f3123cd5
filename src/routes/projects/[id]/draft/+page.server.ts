import { redirect, type Actions } from '@sveltejs/kit';
import { allowedProjectActions, compareVersions, documentShape, getDraft, loadProjectFor, mayKeepProjects, openDraft, rowsAt, versionProblems } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { project, version } = await loadProjectFor(context, params.id, 'see');
		const draft = await getDraft(context, project.id);
		const problems = draft ? versionProblems(draft.document) : [];
		const document = draft?.document;
		return {
			project,
			title: (draft?.document ?? version?.document)?.title ?? {},
			keeps: mayKeepProjects(context.actor),
			mayEdit: mayKeepProjects(context.actor) && allowedProjectActions(project.state).includes('edit'),
			draft: draft && { updatedAt: draft.updatedAt, revision: draft.revision, differences: version ? compareVersions(version.document, draft.document).length : null },
			version: version && { number: version.number },
			problems,
			sections: document
				? documentShape.map(({ key, lists }) => ({
						key,
						rows: key === 'shares' ? document.shares.length : key === 'budget' ? document.budget.length : key === 'sources' ? Object.keys(document.sources).length : lists.length > 0 ? lists.reduce((count, list) => count + rowsAt(document, list.name).length, 0) : null,
						state: problems.some((problem) => problem.section === key && problem.severity === 'error') ? ('wrong' as const) : problems.some((problem) => problem.section === key) ? ('missing' as const) : ('fine' as const)
					}))
				: []
		};
	});

export const actions = {
	start: ({ locals, params }) =>
		act(async () => {
			await locals.run((context) => openDraft(context, params.id ?? ''));
			redirect(303, `/projects/${params.id}/draft`);
		})
} satisfies Actions;
