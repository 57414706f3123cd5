import { m } from '#i18n/text.ts';
import { allowedDigits, choicesOf, closedQuestions, isText, printedNumbers, questionField, wordsFor, writeDigits, type AnswerLanguage, type Question, type Sheet, type Variant, type VariantName } from '#modules/survey/index.ts';
import type { Locale } from '#platform/locale.ts';

/** A question as the typist sees it beside its field. */
export interface ShownQuestion {
	readonly field: string;
	readonly number: number;
	readonly text: string;
	/** The language of the text; null where it is the page's. */
	readonly lang: AnswerLanguage | null;
	readonly isText: boolean;
	readonly long: boolean;
	readonly several: boolean;
	readonly allowed: string;
	/** What stands beside the boxes of the paper. */
	readonly options: readonly { readonly digit: number; readonly label: string }[];
	readonly value: string;
}

const shown = (text: Partial<Record<AnswerLanguage, string>>, locale: Locale): { text: string; lang: AnswerLanguage | null } => {
	const [lang, words = ''] = (Object.entries(text) as [AnswerLanguage, string][]).find(([language]) => language === locale) ?? (Object.entries(text) as [AnswerLanguage, string][])[0] ?? [locale, ''];
	return { text: words, lang: lang === locale ? null : lang };
};

/** The options of a question with their printed digits, in the words of the page's language. */
export function shownOptions(variant: Variant, name: VariantName, question: Question, locale: Locale): { digit: number; label: string }[] {
	const say = wordsFor(locale, name);
	return choicesOf(variant, question).map((choice, i) => ({ digit: i + 1, label: choice.label ? shown(choice.label, locale).text : say(choice.id) }));
}

/** The questions of a form in their printed order, with what a stored sheet holds. */
export function shownQuestions(variant: Variant, name: VariantName, stored: Sheet | null, locale: Locale): ShownQuestion[] {
	const numbers = printedNumbers(variant);
	const place = new Map(closedQuestions(variant).map(({ id }, i) => [id, i]));
	return variant.questions.map((question) => ({
		field: questionField(question.id),
		number: numbers.get(question.id) ?? 0,
		...shown(question.text, locale),
		isText: isText(question),
		long: question.kind === 'long-text',
		several: question.kind === 'multiple',
		allowed: isText(question) ? '' : allowedDigits(variant, question),
		options: shownOptions(variant, name, question, locale),
		value: isText(question) ? (stored?.texts[question.id] ?? '') : writeDigits(question, stored?.choices[place.get(question.id) ?? -1] ?? null)
	}));
}

/** Names of the fields for the list of errors. */
export const fieldLabels = (questions: readonly Pick<ShownQuestion, 'field' | 'number'>[]): Record<string, string> => ({
	...Object.fromEntries(questions.map(({ field, number }) => [field, m.paper_question_n({ number })])),
	help: m.paper_help(),
	line: m.paper_line(),
	number: m.paper_sheet_number()
});
