import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#i18n/text.ts';
import { AnswerLanguage, audiences, createQuestionnaireDraft, parseQuestionnaire, perspectives, readXlsForm, requireQuestionnaireKeeper, type FileProblem, type XlsNote } from '#modules/survey/index.ts';
import { Invalid } from '#platform/errors.ts';
import { readUpload } from '#platform/files/index.ts';
import { act, type FormFailure } from '#platform/web/action.ts';
import { checkFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** The largest file, in bytes. */
const largest = 5 * 1024 * 1024;

export const load: PageServerLoad = ({ locals }) => locals.run(async (context) => requireQuestionnaireKeeper(context));

const About = z.object({ perspective: z.enum(perspectives, { error: 'required' }), audience: z.enum(audiences, { error: 'required' }), language: z.enum(AnswerLanguage.options, { error: 'required' }) });

export const actions = {
	file: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run(async (context) => requireQuestionnaireKeeper(context));
				const upload = await readUpload(request, { maxBytes: largest }, (fields) => (typed = fields));
				try {
					const about = checkFields(About, upload.fields);
					if (!upload.file) throw new Invalid({ file: { code: 'questionnaire_file_missing' } });
					const { name, content } = upload.file;
					const bytes = await content.read(0, content.size);
					const isZip = bytes.subarray(0, 2).toString('latin1') === 'PK';
					return isZip || /\.xls[xm]?$/i.test(name) ? await fromWorkbook(locals, { ...about, bytes, title: name.replace(/\.[^.]*$/, '') || m.questionnaire_untitled() }) : await fromText(locals, bytes, typed);
				} finally {
					await upload.dispose();
				}
			},
			() => typed
		);
	}
} satisfies Actions;

async function fromText(locals: App.Locals, bytes: Buffer, typed: Fields) {
	const parsed = parseQuestionnaire(textOf(bytes));
	if ('problems' in parsed) {
		const failure: FormFailure = { formId: 'form', errors: [{ field: 'file', text: m.error_questionnaire_file_wrong() }], typed };
		const problems: FileProblem[] = parsed.problems;
		return fail(422, { failure, problems });
	}
	const id = await locals.run((context) => createQuestionnaireDraft(context, { from: 'document', document: parsed.document }));
	redirect(303, `/questionnaires/drafts/${id}?done=questionnaire_imported`);
}

/** Makes a draft at once; what was left out is shown beside a link to it, because the notes are kept nowhere. */
async function fromWorkbook(locals: App.Locals, input: Parameters<typeof readXlsForm>[0]) {
	const read = await readXlsForm(input);
	if ('fault' in read) throw new Invalid({ file: { code: `questionnaire_xls_${read.fault}` } });
	const id = await locals.run((context) => createQuestionnaireDraft(context, { from: 'document', document: read.document }));
	if (read.notes.length === 0) redirect(303, `/questionnaires/drafts/${id}?done=questionnaire_imported`);
	const notes: XlsNote[] = read.notes;
	return { id, notes, questions: read.document.variants.standard.questions.length };
}

function textOf(bytes: Buffer): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new Invalid({ file: { code: 'questionnaire_file_encoding' } });
	}
}
