import { inventedProjects, mayKeepProjects, maySeeProjects, portfolio } from '#modules/project/index.ts';
import { dayOf } from '#platform/clock.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.run(async (context) => ({
		portfolio: await portfolio(context, Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''))),
		invented: await inventedProjects(context),
		mayAdd: mayKeepProjects(context.actor),
		mayExchange: maySeeProjects(context.actor),
		publicPath: locals.region ? `/regions/${locals.region.slug}/projects` : null,
		today: dayOf(context.now)
	}));
