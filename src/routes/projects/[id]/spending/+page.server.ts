import { itemStates, spendingPage } from '#modules/project/index.ts';
import type { PageServerLoad } from './$types';

const size = 50;

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const asked = (name: string): string | undefined => url.searchParams.get(name)?.trim().slice(0, 100) || undefined;
		const filter = { partner: asked('partner'), period: asked('period'), line: asked('line'), state: itemStates.find((state) => state === asked('state')), text: asked('text')?.replaceAll('\0', '') };
		const number = Number(asked('page') ?? 1);
		const page = Number.isInteger(number) && number > 0 ? Math.min(number, 100_000) : 1;
		return { page: await spendingPage(context, params.id, { ...filter, page, size }), filter, number: page, size };
	});
