import { z } from 'zod';
import { AnswerLanguage, longestSentence, mostLetters, variantNames, type LetterOrder } from '#modules/survey/index.ts';
import { sentenceField } from '../letters.ts';

/** Fields `count-<survey>`, `language-<survey>` and `variant-<survey>` for each survey, and one sentence for all letters. */
export const MergeForm = z
	.looseObject({ sentence: sentenceField.pipe(z.string().max(longestSentence, { error: 'too_long' })) })
	.transform(({ sentence, ...fields }, check): { orders: LetterOrder[]; sentence: string } => {
		const orders: LetterOrder[] = [];
		for (const [name, typed] of Object.entries(fields)) {
			const surveyId = /^count-([0-9a-f-]{36})$/.exec(name)?.[1];
			if (surveyId === undefined || typed === '' || typed === '0') continue;
			const parsed = Order.safeParse({ count: typed, language: fields[`language-${surveyId}`], variant: fields[`variant-${surveyId}`] });
			if (parsed.success) orders.push({ surveyId, ...parsed.data });
			else check.addIssue({ code: 'custom', message: 'survey_count_wrong', path: [name] });
		}
		const total = orders.reduce((sum, { count }) => sum + count, 0);
		if (check.issues.length === 0 && (total < 1 || total > mostLetters)) check.addIssue({ code: 'custom', message: 'survey_count_wrong', path: ['form'] });
		return { orders, sentence };
	});

const Order = z.object({ count: z.string().trim().regex(/^\d{1,6}$/).transform(Number), language: z.enum(AnswerLanguage.options), variant: z.enum(variantNames) });
