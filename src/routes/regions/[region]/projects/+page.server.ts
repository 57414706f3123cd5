import { publicProjects, publicRegion } from '#modules/project/index.ts';
import { dayOf } from '#platform/clock.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.visit(params.region, async (context) => ({
		publisher: await publicRegion(context),
		portfolio: await publicProjects(context, Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''))),
		today: dayOf(context.now),
		address: `${url.origin}${url.pathname}`
	}));
