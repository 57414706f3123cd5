import { error, redirect } from '@sveltejs/kit';
import { formatMoment } from '#i18n/format.ts';
import { messageOf } from '#i18n/text.ts';
import { issueMonitoring, IssueForm, monitoringPage } from '#modules/programme/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

const yearOf = (text: string): number => (/^(19|20|21)\d\d$/.test(text) ? Number(text) : error(404, messageOf('error_not_found')));

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await monitoringPage(context, params.id, yearOf(params.year));
		return { ...page, issued: page.issued.map((report) => ({ ...report, made: formatMoment(report.issuedAt, locals.locale) })) };
	});

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { language, format } = checkFields(IssueForm, typed);
				await issueMonitoring((work) => locals.run(work), { programmeId: params.id, year: yearOf(params.year), locale: language, format });
				redirect(303, `/programme/${params.id}/monitoring/${params.year}?done=programme_done_issued`);
			},
			() => typed
		);
	}
} satisfies Actions;
