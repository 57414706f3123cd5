import { itemView } from '#modules/project/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await itemView(context, params.id, params.item) }));
