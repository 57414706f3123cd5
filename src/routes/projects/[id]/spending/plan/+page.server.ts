import { planAgainstActual } from '#modules/project/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await planAgainstActual(context, params.id) }));
