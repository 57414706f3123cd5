import { fail, redirect, type Actions } from '@sveltejs/kit';
import { messageOf } from '#i18n/text.ts';
import { Conflict, Forbidden, Invalid } from '#platform/errors.ts';
import { readUpload } from '#platform/files/index.ts';
import { canSendMail } from '#platform/mail/index.ts';
import { act } from '#platform/web/action.ts';
import { addAddresses, addressFileBytes, forgetAddresses, remindAddresses, sendInvitations, surveyView } from '#modules/survey/index.ts';
import type { PageServerLoad } from './$types';

/** Lines with problems that a page shows; the rest is counted. */
const shownProblems = 50;

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const survey = await surveyView(context, params.id);
		if (!survey.mayRun) throw new Forbidden();
		if (!survey.actions.includes('invite')) throw new Conflict('survey_state');
		const { id, name, languages, variants, answering, eraseAddresses, remindedOn, addresses } = survey;
		return { id, name, languages, variants, answering, eraseAddresses, remindedOn, addresses, mailWorks: canSendMail() };
	});

/** An action without fields: the command, and what is said after it. */
const press =
	(command: typeof sendInvitations, done: string, formId: string): Actions[string] =>
	({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => command(context, params.id ?? ''));
				redirect(303, `/surveys/${params.id}/invitations?done=${done}`);
			},
			() => ({}),
			formId
		);

export const actions = {
	add: ({ locals, params, request }) =>
		act(
			async () => {
				const upload = await readUpload(request, { maxBytes: addressFileBytes }, () => undefined);
				try {
					const content = upload.file?.content;
					if (!content) throw new Invalid({ file: { code: 'survey_file_missing' } });
					const bytes = await content.read(0, content.size);
					const { problems } = await locals.run((context) => addAddresses(context, params.id ?? '', bytes));
					if (problems.length > 0) {
						return fail(422, {
							problems: problems.slice(0, shownProblems).map(({ line, code, params: values }) => ({ line, text: messageOf(`error_${code}`, values) })),
							more: Math.max(0, problems.length - shownProblems)
						});
					}
				} finally {
					await upload.dispose();
				}
				redirect(303, `/surveys/${params.id}/invitations?done=survey_addresses_added`);
			},
			() => ({}),
			'add'
		),
	send: press(sendInvitations, 'survey_sent', 'send'),
	remind: press(remindAddresses, 'survey_reminded', 'remind'),
	forget: press(forgetAddresses, 'survey_forgotten', 'forget')
} satisfies Actions;
