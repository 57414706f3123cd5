import { regionSurveys } from '#modules/results/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ region: await regionSurveys(context, params.id) }));
