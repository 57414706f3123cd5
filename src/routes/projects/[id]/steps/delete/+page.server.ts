import { redirect, type Actions } from '@sveltejs/kit';
import { deleteProject } from '#modules/project/index.ts';
import { Conflict } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { loadSteps } from '../load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { project, title, mayDelete } = await loadSteps(context, params.id);
		if (!mayDelete) throw new Conflict(project.state === 'closed' ? 'project_closed' : 'project_state');
		return { project, title };
	});

export const actions = {
	default: ({ locals, params }) =>
		act(async () => {
			await locals.run((context) => deleteProject(context, params.id ?? ''));
			redirect(303, '/projects?done=project_deleted');
		})
} satisfies Actions;
