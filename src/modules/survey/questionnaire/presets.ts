import type { AnswerLanguage, AnswerScale, AnswerText, Option, Variant } from './model.ts';

/** Wording to start from, in every language of answering; authors change it as they like. */

type Words = Readonly<Record<AnswerLanguage, string>>;
export const presetKinds = ['agreement', 'frequency', 'satisfaction', 'faces'] as const;
export type PresetKind = (typeof presetKinds)[number];

const dontKnow: Words = { lv: 'Nezinu', lt: 'Nežinau', en: 'I don’t know', ru: 'Не знаю' };

const words: Readonly<Record<PresetKind, readonly (readonly [id: string, text: Words, picture?: string])[]>> = {
	agreement: [
		['not-at-all', { lv: 'Pilnīgi nepiekrītu', lt: 'Visiškai nesutinku', en: 'Strongly disagree', ru: 'Совсем не так' }],
		['rather-not', { lv: 'Drīzāk nepiekrītu', lt: 'Veikiau nesutinku', en: 'Disagree', ru: 'Скорее не так' }],
		['partly', { lv: 'Daļēji piekrītu', lt: 'Iš dalies sutinku', en: 'Partly agree', ru: 'Отчасти так' }],
		['rather', { lv: 'Drīzāk piekrītu', lt: 'Veikiau sutinku', en: 'Agree', ru: 'Скорее так' }],
		['fully', { lv: 'Pilnīgi piekrītu', lt: 'Visiškai sutinku', en: 'Strongly agree', ru: 'Полностью так' }]
	],
	frequency: [
		['never', { lv: 'Nekad', lt: 'Niekada', en: 'Never', ru: 'Никогда' }],
		['rarely', { lv: 'Reti', lt: 'Retai', en: 'Rarely', ru: 'Редко' }],
		['sometimes', { lv: 'Dažreiz', lt: 'Kartais', en: 'Sometimes', ru: 'Иногда' }],
		['often', { lv: 'Bieži', lt: 'Dažnai', en: 'Often', ru: 'Часто' }],
		['always', { lv: 'Vienmēr', lt: 'Visada', en: 'Always', ru: 'Всегда' }]
	],
	satisfaction: [
		['not-at-all', { lv: 'Nemaz neapmierina', lt: 'Visai netenkina', en: 'Very dissatisfied', ru: 'Совсем не устраивает' }],
		['rather-not', { lv: 'Drīzāk neapmierina', lt: 'Veikiau netenkina', en: 'Dissatisfied', ru: 'Скорее не устраивает' }],
		['partly', { lv: 'Daļēji apmierina', lt: 'Iš dalies tenkina', en: 'Partly satisfied', ru: 'Отчасти устраивает' }],
		['rather', { lv: 'Drīzāk apmierina', lt: 'Veikiau tenkina', en: 'Satisfied', ru: 'Скорее устраивает' }],
		['fully', { lv: 'Pilnīgi apmierina', lt: 'Visiškai tenkina', en: 'Very satisfied', ru: 'Полностью устраивает' }]
	],
	faces: [
		['bad', { lv: 'Slikti', lt: 'Blogai', en: 'Bad', ru: 'Плохо' }, 'face-sad'],
		['middling', { lv: 'Vidēji', lt: 'Vidutiniškai', en: 'So-so', ru: 'Средне' }, 'face-neutral'],
		['good', { lv: 'Labi', lt: 'Gerai', en: 'Good', ru: 'Хорошо' }, 'face-happy']
	]
};

/** The words in the wanted languages only. */
export const inLanguages = (text: AnswerText, languages: readonly AnswerLanguage[]): AnswerText => Object.fromEntries(languages.flatMap((language) => (text[language] === undefined ? [] : [[language, text[language]]])));

/** A scale to start from; "I don't know" last, except among faces. `pictures`: those that the product has. */
export function presetScale(kind: PresetKind, languages: readonly AnswerLanguage[], pictures: ReadonlySet<string> = new Set()): AnswerScale {
	const options = words[kind].map(([id, text, picture], i): Option => ({ id, value: i + 1, label: inLanguages(text, languages), ...(picture !== undefined && pictures.has(picture) ? { picture } : {}) }));
	return { kind, options: kind === 'faces' ? options : [...options, { id: 'dont-know', value: null, label: inLanguages(dontKnow, languages) }] };
}

const firstQuestion: Readonly<Record<'standard' | 'easy', Words>> = {
	standard: { lv: 'Ko vēl Jūs vēlaties mums pastāstīt?', lt: 'Ką dar norėtumėte mums pasakyti?', en: 'What else would you like to tell us?', ru: 'Что ещё Вы хотите нам рассказать?' },
	easy: { lv: 'Ko Jūs gribat mums pateikt?', lt: 'Ką norite mums pasakyti?', en: 'What do you want to tell us?', ru: 'Что Вы хотите нам сказать?' }
};
const batteryTitle: Words = { lv: 'Jūsu vērtējums', lt: 'Jūsų vertinimas', en: 'What you think', ru: 'Ваше мнение' };

/** A variant to start from: a scale, a battery and one question to tell freely. */
export function startingVariant(name: 'standard' | 'easy', languages: readonly AnswerLanguage[], pictures: ReadonlySet<string> = new Set()): Variant {
	const kind = name === 'easy' ? 'faces' : 'agreement';
	return {
		languages: [...languages],
		scales: { [kind]: presetScale(kind, languages, pictures) },
		batteries: [{ id: 'opinion', title: inLanguages(batteryTitle, languages), scale: kind }],
		questions: [{ id: 'tell-us', kind: 'long-text', text: inLanguages(firstQuestion[name], languages), maps: [] }]
	};
}
