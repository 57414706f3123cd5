import { redirect } from '@sveltejs/kit';
import { getQuestionnaire, mayKeepQuestionnaires, readerTestsOf, ReaderTestInput, recordReaderTest } from '#modules/survey/index.ts';
import { NotFound } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { id, document } = await getQuestionnaire(context, params.id);
		if (!document.variants.easy) throw new NotFound();
		return { id, title: document.title, languages: document.variants.easy.languages, tests: await readerTestsOf(context, id), mayKeep: mayKeepQuestionnaires(context.actor) };
	});

export const actions = {
	record: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ReaderTestInput, typed);
				await locals.run((context) => recordReaderTest(context, params.id, input));
				redirect(303, `/questionnaires/${params.id}/reader-tests?done=questionnaire_reader_test_recorded`);
			},
			() => typed
		);
	}
} satisfies Actions;
