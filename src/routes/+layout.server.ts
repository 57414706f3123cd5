import { runsRegion } from '#platform/access.ts';
import { followsProjects } from '#modules/project/index.ts';
import { followsSurveys } from '#modules/survey/index.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => ({
	locale: locals.locale,
	path: url.pathname + url.search,
	person: locals.actor ? { name: locals.actor.name } : null,
	region: locals.region ? { name: locals.region.name, demo: locals.region.demo } : null,
	runsRegion: locals.actor ? runsRegion(locals.actor) : false,
	followsSurveys: locals.actor ? followsSurveys(locals.actor) : false,
	followsProjects: locals.actor ? followsProjects(locals.actor) : false,
	// A one-time word after a successful change, as a message key: /people?done=people_invited
	done: /^[a-z][a-z0-9_]{1,60}$/.test(url.searchParams.get('done') ?? '') ? url.searchParams.get('done') : null
});
