import type { Context } from '#platform/context.ts';
import { Forbidden } from '#platform/errors.ts';
import { allowedProjectActions, compareVersions, getDraft, loadProjectFor, mayKeepProjects, nextProjectState, projectSteps, stageOf, versionProblems, type ProjectStep } from '#modules/project/index.ts';

/** What the pages of the life cycle show. Forbidden for who does not keep projects. */
export async function loadSteps(context: Context, projectId: string) {
	const { project, version } = await loadProjectFor(context, projectId, 'see');
	if (!mayKeepProjects(context.actor)) throw new Forbidden();
	const draft = await getDraft(context, project.id);
	const problems = draft ? versionProblems(draft.document) : [];
	const actions = allowedProjectActions(project.state);
	return {
		project,
		title: (version?.document ?? draft?.document)?.title ?? {},
		version: version && { number: version.number, inForceFrom: version.inForceFrom },
		draft: draft && { differences: version ? compareVersions(version.document, draft.document).length : null },
		errors: problems.filter(({ severity }) => severity === 'error'),
		missing: problems.filter(({ severity }) => severity === 'missing'),
		mayDelete: actions.includes('delete'),
		steps: projectSteps
			.filter((step) => actions.includes(step) && !(step === 'publish' && (project.publishedAt !== null || project.invented)) && !(step === 'withdraw' && project.publishedAt === null))
			.map((step) => ({ step, after: afterStep(project.state, step), makesVersion: stageOf[step] !== null }))
	};
}

const afterStep = (state: Parameters<typeof nextProjectState>[0], step: ProjectStep) => nextProjectState(state, step) ?? state;
