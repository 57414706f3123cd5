import { keptCheck } from '#modules/project/index.ts';
import { groupsOf } from './groups.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { at, documents, project, results } = await keptCheck(context, params.check);
		return { id: params.check, at, documents, project, groups: groupsOf(results) };
	});
