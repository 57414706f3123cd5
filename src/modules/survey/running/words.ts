import { inLocale, type LocalizedText } from '#platform/locale.ts';
import type { AnswerLanguage, QuestionnaireDocument } from '../questionnaire/model.ts';
import type { Survey } from '../model.ts';
import en from './words/en.json' with { type: 'json' };
import lt from './words/lt.json' with { type: 'json' };
import lv from './words/lv.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };

export type Word = keyof typeof en;
const words: Record<AnswerLanguage, Record<Word, string>> = { lv, lt, en, ru };

/** A sentence of invitations and letters in a language of answering, its placeholders filled. */
export const word = (language: AnswerLanguage, key: Word, params: Readonly<Record<string, string>> = {}): string => words[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);

const tags: Record<AnswerLanguage, string> = { lv: 'lv-LV', lt: 'lt-LT', en: 'en-GB', ru: 'ru-RU' };

/**
 * A moment inside a sentence, in the time of Latvia and Lithuania. Latvian bends the month's name after "no" and "līdz",
 * Russian after "с" and "до" and Lithuanian after "nuo" and "iki" keep it: only Latvian is written in digits.
 */
export function momentInSentence(instant: Date, language: AnswerLanguage): string {
	const time = new Intl.DateTimeFormat(tags[language], { timeStyle: 'short', timeZone: 'Europe/Riga' }).format(instant);
	const [year, month, day] = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Riga' }).format(instant).split('-');
	if (language === 'lv') return `${day}.${month}.${year}. plkst. ${time}`;
	const date = new Intl.DateTimeFormat(tags[language], { dateStyle: 'long', timeZone: 'Europe/Riga' }).format(instant);
	return language === 'lt' ? `${date} ${time} val.` : `${date}, ${time}`;
}

/** A name of ours for readers of Russian: in the language of the region's majority, first Latvian, then Lithuanian. */
export const nameFor = (text: LocalizedText, language: AnswerLanguage): string => (language === 'ru' ? (text.lv ?? text.lt ?? text.en ?? '') : inLocale(text, language));

/** What a survey is called in a language: its own name, or the questionnaire's title where the survey has no name in it. */
export const surveyNameIn = (survey: Pick<Survey, 'name'>, document: Pick<QuestionnaireDocument, 'title'>, language: AnswerLanguage): string =>
	(language === 'ru' ? undefined : survey.name[language]) ?? document.title[language] ?? nameFor(survey.name, language);
