import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '#platform/typst/root.ts';
import { answerLanguages, type AnswerLanguage, type VariantName } from '#modules/survey/index.ts';
import type en from './words/en.json';

/** The names of everything that respondents' pages say; `easy.` names the easy-to-read wording of the same thing. */
export type WordKey = keyof typeof en;
type Plain<Key> = Key extends `easy.${string}` ? never : Key;
/** Speaks one language in one variant; placeholders stand in braces. */
export type Speech = (key: Plain<WordKey>, params?: Readonly<Record<string, string | number>>) => string;

const Words = z.record(z.string(), z.string().min(1));

/** Files whose texts the pages show; read at the first use and kept. */
const catalogues = new Map<AnswerLanguage, Record<string, string>>();

export function wordsOf(language: AnswerLanguage): Record<string, string> {
	const known = catalogues.get(language);
	if (known) return known;
	const words = Words.parse(JSON.parse(readFileSync(join(packageRoot(), 'src/door/words', `${language}.json`), 'utf8')));
	catalogues.set(language, words);
	return words;
}

/** The words of a language; the easy-to-read wording where the variant is easy and one is written. */
export function speech(language: AnswerLanguage, variant: VariantName = 'standard'): Speech {
	const words = wordsOf(language);
	return (key, params) => {
		const text = (variant === 'easy' ? words[`easy.${key}`] : undefined) ?? words[key];
		if (text === undefined) throw new Error(`No text is written for "${key}" in ${language}.`);
		return params ? text.replace(/\{(\w+)\}/g, (braces, name: string) => String(params[name] ?? braces)) : text;
	};
}

/** The first language of an Accept-Language header that can be answered in, else the first of the allowed ones. */
export function negotiateLanguage(header: string | undefined, allowed: readonly AnswerLanguage[] = answerLanguages): AnswerLanguage {
	const wanted = (header ?? '')
		.slice(0, 200)
		.split(',')
		.map((part) => {
			const [tag = '', quality] = part.trim().toLowerCase().split(/;\s*q=/);
			return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) || 0 };
		})
		.filter(({ quality }) => quality > 0)
		.sort((a, b) => b.quality - a.quality);
	return wanted.flatMap(({ language }) => allowed.filter((one) => one === language))[0] ?? allowed[0] ?? 'lv';
}

const tags = { lv: 'lv-LV', lt: 'lt-LT', en: 'en-GB', ru: 'ru-RU' } as const;

/** A length of time with its unit in the right form: "1 month", "12 months". */
export const monthsInWords = (months: number, language: AnswerLanguage): string => new Intl.NumberFormat(tags[language], { style: 'unit', unit: 'month', unitDisplay: 'long' }).format(months);

/** The calendar day of an instant in the survey's place, inside a sentence; digits where the language bends the month's name. */
export function dayInWords(instant: Date, language: AnswerLanguage, timeZone: string): string {
	const numeric = language === 'lv' || language === 'ru';
	return new Intl.DateTimeFormat(tags[language], { timeZone, ...(numeric ? { day: '2-digit', month: '2-digit', year: 'numeric' } : { dateStyle: 'long' }) }).format(instant);
}
