import { publicProject } from '#modules/project/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.visit(params.region, async (context) => ({ project: await publicProject(context, params.slug), address: `${url.origin}${url.pathname}` }));
