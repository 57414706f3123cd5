import { programmes } from '#modules/programme/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => locals.run((context) => programmes(context));
