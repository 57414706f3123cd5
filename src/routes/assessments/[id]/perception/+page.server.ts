import { perceptionGaps } from '#modules/results/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await perceptionGaps(context, params.id) }));
