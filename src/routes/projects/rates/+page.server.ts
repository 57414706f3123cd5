import { ratesPage } from '#modules/project/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => locals.run(async (context) => ({ page: await ratesPage(context, url.searchParams.get('currency'), url.searchParams.get('before')) }));
