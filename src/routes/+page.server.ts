import { publicRegions } from '#modules/identity/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => ({ regions: await publicRegions(getRuntime().database) });
