import { redirect } from '@sveltejs/kit';
import type { Context } from '#platform/context.ts';
import { Forbidden } from '#platform/errors.ts';
import { getDraft, getProject, mayKeepProjects, nextProjectState, type Project, type ProjectDraft } from '#modules/project/index.ts';

/**
 * A project and its draft for a page of the editor. Forbidden for who may not write; who comes where no draft is, or to a
 * project that is not written any more, is led to the draft's own page, which says so.
 */
export async function loadDraftToWrite(context: Context, projectId: string): Promise<{ project: Project; draft: ProjectDraft }> {
	const project = await getProject(context, projectId);
	if (!mayKeepProjects(context.actor)) throw new Forbidden();
	const draft = await getDraft(context, projectId);
	if (!draft || nextProjectState(project.state, 'edit') === null) redirect(303, `/projects/${projectId}/draft`);
	return { project, draft };
}
