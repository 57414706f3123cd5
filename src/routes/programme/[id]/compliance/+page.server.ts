import { compliancePage } from '#modules/programme/index.ts';
import { dayOf } from '#platform/clock.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await compliancePage(context, params.id);
		const year = Number(dayOf(context.now).slice(0, 4));
		return { page, year: page.programme.fromYear <= year ? year : null };
	});
