import { runsRegion } from '#platform/access.ts';
import { listCycles } from '#modules/assessment/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async (context) => ({
		mayAdd: runsRegion(context.actor),
		cycles: (await listCycles(context)).map(({ id, name, state, startsOn, endsOn, institutions, signed }) => ({ id, name, state, startsOn, endsOn, institutions, signed }))
	}));
