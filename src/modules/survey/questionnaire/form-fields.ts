import { unfitCharacter } from '#modules/methodology/index.ts';
import { Invalid, type FieldError } from '#platform/errors.ts';
import type { Fields } from '#platform/web/form.ts';
import type { AnswerLanguage, AnswerText, Option } from './model.ts';
import { newId } from './names.ts';

/** Reading the forms of the editor: fields in, parts of a document out; everything wrong is named at its field. */
export class FormReader {
	readonly #typed: Fields;
	readonly #languages: readonly AnswerLanguage[];
	readonly #errors: Record<string, FieldError> = {};

	constructor(typed: Fields, languages: readonly AnswerLanguage[]) {
		this.#typed = typed;
		this.#languages = languages;
	}

	/** The first value of a field, trimmed; empty when it was not sent. */
	value(name: string): string {
		return String([Object.hasOwn(this.#typed, name) ? (this.#typed[name] ?? '') : ''].flat()[0] ?? '').trim();
	}

	all(name: string): string[] {
		return Object.hasOwn(this.#typed, name) ? [this.#typed[name] ?? []].flat() : [];
	}

	error(field: string, error: FieldError): void {
		this.#errors[field] ??= error;
	}

	/** A text in the form's languages, from `name.lv`, `name.lt` …; words in other languages stay. Null when there are none at all. */
	text(name: string, max: number, before?: AnswerText): AnswerText | null {
		const others = Object.entries(before ?? {}).filter(([language]) => !(this.#languages as readonly string[]).includes(language));
		const typed = this.#languages.flatMap((language) => {
			const field = `${name}.${language}`;
			const words = this.value(field);
			if (words.length > max) this.error(field, { code: 'too_long', params: { max } });
			if (unfitCharacter(words) >= 0) this.error(field, { code: 'questionnaire_bad_character' });
			return words === '' ? [] : [[language, words]];
		});
		const entries = [...typed, ...others];
		return entries.length === 0 ? null : (Object.fromEntries(entries) as AnswerText);
	}

	/** As `text`, but something must be there. */
	requiredText(name: string, max: number, before?: AnswerText): AnswerText {
		const text = this.text(name, max, before);
		if (text === null) this.error(`${name}.${this.#languages[0] ?? 'lv'}`, { code: 'required' });
		return text ?? {};
	}

	number(name: string, min: number, max: number): number {
		const words = this.value(name);
		const value = Number(words);
		if (words === '') this.error(name, { code: 'required' });
		else if (!/^\d+$/.test(words) || value < min || value > max) this.error(name, { code: 'questionnaire_number', params: { min, max } });
		return value;
	}

	/** One of some words; the first, with an error at the field, when it is none of them. */
	choice<const T extends string>(name: string, allowed: readonly [T, ...T[]]): T {
		const words = this.value(name);
		const found = allowed.find((each) => each === words);
		if (found === undefined) this.error(name, { code: words === '' ? 'required' : 'wrong' });
		return found ?? allowed[0];
	}

	/** The name of a picture, or nothing. */
	picture(name: string): { picture?: string } {
		const words = this.value(name);
		if (words === '') return {};
		if (!/^[a-z][a-z0-9-]{0,39}$/.test(words)) this.error(name, { code: 'wrong' });
		return { picture: words };
	}

	/**
	 * Options from `option.0.label.lv`, `option.0.value`, `option.0.picture`, `option.0.place` …: a row whose words are
	 * all emptied is taken away, the others stand in the order of their places. `valued`: each has a value or none, and
	 * values put them in order.
	 */
	options(most: number, valued: boolean, before: readonly Option[]): Option[] {
		const rows = Array.from({ length: most + spareOptions }, (_, i) => this.#option(`option.${i}`, i, valued, before)).filter((row) => row !== null);
		const sorted = rows.sort((a, b) => (valued ? (a.option.value ?? Infinity) - (b.option.value ?? Infinity) || a.place - b.place : a.place - b.place)).map(({ option }) => option);
		if (sorted.length < 2) this.error('options', { code: 'questionnaire_options_few' });
		if (sorted.length > most) this.error('options', { code: 'questionnaire_options_many', params: { max: most } });
		const ids = new Set(sorted.map(({ id }) => id).filter((id) => id !== ''));
		return sorted.map((option) => {
			if (option.id !== '') return option;
			const id = newId(option.label, [...ids, 'declined'], 'option');
			ids.add(id);
			return { ...option, id };
		});
	}

	#option(row: string, i: number, valued: boolean, before: readonly Option[]): { option: Option; place: number } | null {
		const id = this.value(`${row}.id`);
		const label = this.text(`${row}.label`, 500, before.find((option) => option.id === id)?.label);
		if (label === null) return null;
		if (id !== '' && !/^[a-z][a-z0-9-]{0,39}$/.test(id)) this.error(`${row}.label.${this.#languages[0] ?? 'lv'}`, { code: 'wrong' });
		const value = valued && this.value(`${row}.value`) !== '' ? this.number(`${row}.value`, 0, 100) : null;
		const place = this.value(`${row}.place`);
		if (place !== '' && !/^\d{1,3}$/.test(place)) this.error(`${row}.place`, { code: 'wrong' });
		return { option: { id, value, label, ...this.picture(`${row}.picture`) }, place: place === '' ? i + 1 : Number(place) };
	}

	/** Throws Invalid with everything that was wrong. */
	check(): void {
		if (Object.keys(this.#errors).length > 0) throw new Invalid(this.#errors);
	}
}

/** Empty rows that a form offers below the options that are there. */
export const spareOptions = 3;
