import { profileOf, profileToCsv } from '#modules/results/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => {
		const profile = await profileOf(context, params.id);
		return new Response(profileToCsv(profile, context.locale), {
			headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${profile.institution.slug}.scores.csv"` }
		});
	});
