import { perceptionOf, profileOf, profileToJson } from '#modules/results/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => {
		const profile = await profileOf(context, params.id);
		const perception = await perceptionOf(context, { institutionId: profile.institution.id, cycleId: profile.cycle.id });
		return new Response(profileToJson(profile, perception), {
			headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${profile.institution.slug}.profile.json"` }
		});
	});
