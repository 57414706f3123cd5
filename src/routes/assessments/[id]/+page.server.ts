import { assessmentHome } from '#modules/assessment/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ home: await assessmentHome(context, params.id) }));
