import { actsForPartner, allowedProjectActions, compareVersions, getDraft, loadProjectFor, mayKeepProjects, maySeeProjects, projectSteps, totalOf, versionProblems } from '#modules/project/index.ts';
import type { PageServerLoad } from './$types';
import { loadPlaceNames } from './places.ts';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { project, version } = await loadProjectFor(context, params.id, 'see');
		const draft = maySeeProjects(context.actor) ? await getDraft(context, project.id) : null;
		const document = version?.document ?? draft?.document ?? null;
		const actions = mayKeepProjects(context.actor) ? allowedProjectActions(project.state) : [];
		return {
			project,
			version: version && { number: version.number, stage: version.stage, inForceFrom: version.inForceFrom, document: version.document },
			document,
			total: document && totalOf(document),
			published: document?.shares.some((share) => share.partner === null && share.total !== null) ?? false,
			mayEdit: actions.includes('edit'),
			mayDelete: actions.includes('delete'),
			mayReport: !mayKeepProjects(context.actor) && (version?.document.partners.some(({ institutionId }) => actsForPartner(context.actor, institutionId)) ?? false),
			steps: projectSteps.filter((step) => actions.includes(step) && !(step === 'publish' && (project.publishedAt !== null || project.invented)) && !(step === 'withdraw' && project.publishedAt === null)),
			draft: draft && { updatedAt: draft.updatedAt, differences: version ? compareVersions(version.document, draft.document).length : null, problems: versionProblems(draft.document) },
			names: await loadPlaceNames(context, project.id, []),
			region: locals.region?.slug ?? ''
		};
	});
