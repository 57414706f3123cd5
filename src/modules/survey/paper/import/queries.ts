import type { Context } from '#platform/context.ts';
import { choicesOf, getQuestionnaire, variantOf, type AnswerLanguage, type VariantName } from '../../questionnaire/index.ts';
import type { Survey } from '../../model.ts';
import { loadForEntry, takesEntries } from '../policy.ts';

export interface ImportQuestion {
	readonly id: string;
	readonly text: string;
	/** The language of the text; null where it is the reader's. */
	readonly lang: AnswerLanguage | null;
	/** What a cell may hold: ids of options with their values, or a range. */
	readonly cells: string;
}

/** What who prepares a file needs to know: the ids of the questions and of their options, by variant. */
export async function importQuestions(context: Context, surveyId: string): Promise<{ survey: Survey; open: boolean; variants: { name: VariantName; questions: ImportQuestion[] }[] }> {
	const survey = await loadForEntry(context, surveyId);
	const { document } = await getQuestionnaire(context, survey.questionnaireVersionId);
	const variants = survey.variants.flatMap((name) => {
		const variant = variantOf(document, name);
		if (!variant) return [];
		const questions = variant.questions.map((question): ImportQuestion => {
			const own = question.text[context.locale];
			const [lang, text] = own === undefined ? ((Object.entries(question.text) as [AnswerLanguage, string][])[0] ?? [null, '']) : [null, own];
			const cells = question.kind === 'number' ? `${question.min}–${question.max}` : choicesOf(variant, question).map(({ id, value }) => (value === null ? id : `${id} = ${value}`)).join(', ');
			return { id: question.id, text, lang, cells };
		});
		return [{ name, questions }];
	});
	return { survey, open: await takesEntries(context, survey), variants };
}
