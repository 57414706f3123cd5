import type { Path } from '#modules/methodology/index.ts';
import type { Report } from './check.ts';
import type { AnswerLanguage, AnswerText, Option, Variant } from './model.ts';

/** Rules of the product for easy-to-read questionnaires, after Inclusion Europe's "Information for all": short sentences, few options, pictures. */
const mostWords = 12;
const mostOptions = 3;

/** Warns where an easy-to-read variant is not easy: too many options, no picture, long sentences. */
export function checkEasy(variant: Variant, path: Path, report: Report): void {
	if (variant.introduction) checkSentences(variant.introduction, [...path, 'introduction'], report);
	for (const [id, scale] of Object.entries(variant.scales)) checkOptions(scale.options, [...path, 'scales', id], report);
	for (const [i, question] of variant.questions.entries()) {
		const here = [...path, 'questions', i];
		if (!question.picture) report('warning', 'easy_picture', here);
		checkSentences(question.text, [...here, 'text'], report);
		if (question.hint) checkSentences(question.hint, [...here, 'hint'], report);
		if (question.kind === 'single' || question.kind === 'multiple') checkOptions(question.options, here, report);
	}
}

function checkOptions(options: readonly Option[], path: Path, report: Report): void {
	if (options.length > mostOptions) report('warning', 'easy_options', path, { count: options.length, max: mostOptions });
	for (const [i, option] of options.entries()) {
		if (!option.picture) report('warning', 'easy_picture', [...path, 'options', i]);
		checkSentences(option.label, [...path, 'options', i, 'label'], report);
	}
}

function checkSentences(text: AnswerText, path: Path, report: Report): void {
	for (const [language, words] of Object.entries(text) as [AnswerLanguage, string][]) {
		const longest = longestSentence(words);
		if (longest > mostWords) report('warning', 'easy_sentence', [...path, language], { words: longest, max: mostWords }, language);
	}
}

/** How many words the longest sentence of a text has; a line break ends a sentence too, a dash is no word. */
export const longestSentence = (text: string): number =>
	Math.max(0, ...text.split(/[.!?…:;]+(?=\s|$)|\n/).map((sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length));
