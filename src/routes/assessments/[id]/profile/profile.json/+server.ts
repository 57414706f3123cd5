import { profileOf, profileToJson } from '#modules/results/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => {
		const profile = await profileOf(context, params.id);
		return new Response(profileToJson(profile), {
			headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${profile.institution.slug}.profile.json"` }
		});
	});
