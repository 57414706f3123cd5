import { boardOf } from '#modules/results/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ board: await boardOf(context, params.id) }));
