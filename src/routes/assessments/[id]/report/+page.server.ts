import { reportPage } from '#modules/reporting/index.ts';
import { formatMoment } from '#i18n/format.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await reportPage(context, params.id);
		return { ...page, issued: page.issued.map(({ locale, sha256, issuedAt }) => ({ language: locale, sha256, made: formatMoment(issuedAt, locals.locale) })) };
	});
