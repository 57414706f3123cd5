import { listCycles, listMyWork } from '#modules/assessment/index.ts';
import { mayInvite } from '#modules/identity/index.ts';
import { surveysWithUnreadTexts } from '#modules/results/index.ts';
import { surveysInNeed } from '#modules/survey/index.ts';
import { hasRegionRole, runsRegion } from '#platform/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async (context) => {
		const [work, cycles] = [await listMyWork(context), await listCycles(context)];
		return {
			name: context.actor.name,
			scoring: work.filter((item) => item.role === 'member' || item.role === 'evaluator'),
			leading: work.filter((item) => item.role === 'lead' || item.role === 'head'),
			cycles: runsRegion(context.actor) ? cycles.filter((cycle) => cycle.state === 'open' || cycle.state === 'draft') : [],
			finished: cycles.filter((cycle) => cycle.state === 'closed').map(({ id, name, endsOn }) => ({ id, name, endsOn })),
			surveys: await surveysInNeed(context),
			texts: (await surveysWithUnreadTexts(context)).slice(0, 8),
			reads: (['researcher', 'viewer'] as const).find((role) => hasRegionRole(context.actor, role)) ?? null,
			projects: hasRegionRole(context.actor, 'project-manager'),
			runsRegion: runsRegion(context.actor),
			administrator: hasRegionRole(context.actor, 'administrator'),
			mayInvite: mayInvite(context.actor)
		};
	});
