import { publicProgramme } from '#modules/programme/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.visit(params.region, async (context) => ({ ...(await publicProgramme(context, url.searchParams.get('programme'))), address: `${url.origin}${url.pathname}` }));
