import { profileOrWaiting } from '#modules/results/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ assessmentId: params.id, found: await profileOrWaiting(context, params.id) }));
