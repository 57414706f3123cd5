import { loadSteps } from './load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run((context) => loadSteps(context, params.id));
