import { answerLanguages, type AnswerText } from './model.ts';

/** The words of a text in some language: English first, because ids are read by people of every language. */
const anyOf = (text: AnswerText): string => text.en ?? answerLanguages.map((language) => text[language]).find((words) => words !== undefined) ?? '';

/**
 * An id made of a text, unlike all that are taken: small letters, digits and "-", at most 40, starting with a letter.
 * Example: `newId({ lv: 'Darbinieki ir laipni.' }, [], 'question')` is `'darbinieki-ir-laipni'`.
 */
export function newId(text: AnswerText, taken: Iterable<string>, otherwise: string): string {
	const words = anyOf(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 30).replace(/-+$/, '');
	const base = words || otherwise;
	const used = new Set(taken);
	for (let number = 1; ; number++) {
		const id = number === 1 ? base : `${base}-${number}`;
		if (!used.has(id)) return id;
	}
}
