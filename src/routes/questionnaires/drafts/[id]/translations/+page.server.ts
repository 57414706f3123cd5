import { z } from 'zod';
import { AnswerLanguage, importTranslations, largestTranslation, questionnaireDraftView, requireQuestionnaireKeeper, textSlots } from '#modules/survey/index.ts';
import { Invalid } from '#platform/errors.ts';
import { readUpload } from '#platform/files/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, type Fields } from '#platform/web/form.ts';
import { languagesOf } from '../../translation.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const { draft, problems } = await questionnaireDraftView(context, params.id);
		const { document } = draft;
		const { source, target } = languagesOf(document, url);
		const words = new Map(textSlots(document).map((slot) => [slot.path.join('/'), { role: slot.role, source: slot.values[source] ?? '', values: slot.values }]));
		const missing = problems.flatMap(({ severity, language, at, ...problem }) => {
			const slot = words.get(at.slice(0, -1).join('/'));
			return severity === 'missing' && language === target && slot ? [{ ...problem, role: slot.role, words: slot.values }] : [];
		});
		return { id: draft.id, document, source, target, missing, languages: AnswerLanguage.options.filter((language) => document.languages.includes(language) || document.variants.easy?.languages.includes(language)) };
	});

const language = z.enum(AnswerLanguage.options, { error: 'required' });
const Import = z.object({ source: language, target: language, anyway: z.literal('yes').optional() });

export const actions = {
	import: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run(async (context) => requireQuestionnaireKeeper(context));
				const upload = await readUpload(request, { maxBytes: largestTranslation }, (fields) => (typed = fields));
				try {
					const input = checkFields(Import, upload.fields);
					const content = upload.file?.content;
					if (!content) throw new Invalid({ file: { code: 'questionnaire_file_missing' } });
					const bytes = await content.read(0, content.size);
					const report = await locals.run((context) => importTranslations(context, { draftId: params.id, bytes, source: input.source, target: input.target, anyway: input.anyway === 'yes' }));
					return { report };
				} finally {
					await upload.dispose();
				}
			},
			() => typed
		);
	}
} satisfies Actions;
