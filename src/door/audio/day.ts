import type { AnswerLanguage } from '#modules/survey/index.ts';

const lvTens = ['', 'vien', 'div', 'trīs', 'četr', 'piec', 'seš', 'septiņ', 'astoņ', 'deviņ'].map((stem) => `${stem}padsmitajam`);
const lvOnes = ['', 'pirmajam', 'otrajam', 'trešajam', 'ceturtajam', 'piektajam', 'sestajam', 'septītajam', 'astotajam', 'devītajam'];
const ltTeens = ['', 'vienuoliktos', 'dvyliktos', 'tryliktos', 'keturioliktos', 'penkioliktos', 'šešioliktos', 'septynioliktos', 'aštuonioliktos', 'devynioliktos'];
const ltOnes = ['', 'pirmos', 'antros', 'trečios', 'ketvirtos', 'penktos', 'šeštos', 'septintos', 'aštuntos', 'devintos'];
const ruTeens = ['', 'один', 'две', 'три', 'четыр', 'пят', 'шест', 'сем', 'восем', 'девят'].map((stem) => `${stem}надцатого`);
const ruOnes = ['', 'первого', 'второго', 'третьего', 'четвёртого', 'пятого', 'шестого', 'седьмого', 'восьмого', 'девятого'];

/** The ordinals from 1 to 31 from those of 1 to 9, 10, 11 to 19, 20 and 30, and how the higher ones begin. */
const upTo31 = (ones: readonly string[], ten: string, teens: readonly string[], [twenty, thirty]: readonly [string, string], [twentieth, thirtieth]: readonly [string, string]): string[] =>
	Array.from({ length: 32 }, (_, n) => (n < 10 ? ones[n] : n === 10 ? ten : n < 20 ? teens[n - 10] : n === 20 ? twentieth : n < 30 ? `${twenty} ${ones[n - 20]}` : n === 30 ? thirtieth : `${thirty} ${ones[1]}`) ?? '');

const ordinals = {
	lv: upTo31(lvOnes, 'desmitajam', lvTens, ['divdesmit', 'trīsdesmit'], ['divdesmitajam', 'trīsdesmitajam']),
	lt: upTo31(ltOnes, 'dešimtos', ltTeens, ['dvidešimt', 'trisdešimt'], ['dvidešimtos', 'trisdešimtos']),
	ru: upTo31(ruOnes, 'десятого', ruTeens, ['двадцать', 'тридцать'], ['двадцатого', 'тридцатого'])
};
const months = {
	lv: ['janvārim', 'februārim', 'martam', 'aprīlim', 'maijam', 'jūnijam', 'jūlijam', 'augustam', 'septembrim', 'oktobrim', 'novembrim', 'decembrim'],
	lt: ['sausio', 'vasario', 'kovo', 'balandžio', 'gegužės', 'birželio', 'liepos', 'rugpjūčio', 'rugsėjo', 'spalio', 'lapkričio', 'gruodžio'],
	ru: ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря']
};

/**
 * The day of an instant as a voice says it behind "until": all in words and in the case that the word asks for, because
 * synthesisers read figures in the basic form. Without the year: a survey lasts weeks.
 */
export function spokenDay(instant: Date, language: AnswerLanguage, timeZone: string): string {
	const [, month = 1, day = 1] = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant).split('-').map(Number);
	if (language === 'en') return new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long' }).format(instant);
	const [ordinal, name] = [ordinals[language][day], months[language][month - 1]];
	return language === 'lt' ? `${name} ${ordinal} dienos` : `${ordinal} ${name}`;
}
