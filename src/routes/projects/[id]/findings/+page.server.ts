import { projectFindings } from '#modules/project/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) => locals.run(async (context) => ({ page: await projectFindings(context, params.id, url.searchParams.get('of') === 'draft') }));
