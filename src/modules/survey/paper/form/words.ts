import type { AnswerLanguage, VariantName } from '../../questionnaire/model.ts';
import en from './words/en.json' with { type: 'json' };
import lt from './words/lt.json' with { type: 'json' };
import lv from './words/lv.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };

const words: Readonly<Record<AnswerLanguage, Readonly<Record<string, string>>>> = { lv, lt, en, ru };

/** What a form says besides its questions, in the language and the wording of its reader. */
export type Words = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/**
 * The words of a form; the easy-to-read wording where there is one. They stand apart from the pages' messages because
 * people answer in more languages than the product speaks. Throws for a key that no language has.
 */
export function wordsFor(language: AnswerLanguage, variant: VariantName): Words {
	return (key, params = {}) => {
		const text = (variant === 'easy' ? words[language][`easy.${key}`] : undefined) ?? words[language][key];
		if (text === undefined) throw new RangeError(`No words for "${key}" on the paper form`);
		return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
	};
}
