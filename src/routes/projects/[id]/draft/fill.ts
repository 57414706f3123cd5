import { formatMoney } from '#i18n/format.ts';
import { currentLocale } from '#i18n/text.ts';
import { mergedForm, type FormShape, type ListShape, type Typed } from '#modules/project/index.ts';
import type { FormFailure } from '#platform/web/action.ts';

/** What an action of the editor gives back: a form that did not pass, or rows added or removed and nothing saved yet. */
export type FormAnswer = { readonly failure?: FormFailure; readonly rows?: Typed } | null | undefined;

/** What the fields of a form hold: what was typed where the form came back, else what is saved. */
export const filledFrom = (form: FormAnswer, saved: Typed = {}): Typed => form?.failure?.typed ?? form?.rows ?? saved;

/** Whether somebody else saved meanwhile, so that the person should see what is saved now beside what was typed. */
export const isCollision = (form: FormAnswer): boolean => form?.failure?.errors.some(({ field }) => field === 'form') ?? false;


/**
 * The failure as the page shows it: where somebody else saved meanwhile, what was typed comes together with what is saved
 * now, so that saving again loses neither. `was` is the form as it was shown before.
 */
export function shownFailure(form: FormAnswer, lists: readonly ListShape[], saved: Typed): FormFailure | undefined {
	const failure = form?.failure;
	if (!failure || !isCollision(form)) return failure;
	return { ...failure, typed: mergedForm(lists, readForm(failure.typed['was']), saved, failure.typed) };
}

function readForm(text: unknown): Typed {
	try {
		const form: unknown = JSON.parse(String(text));
		return typeof form === 'object' && form !== null ? Object.fromEntries(Object.entries(form).filter((pair): pair is [string, string] => typeof pair[1] === 'string')) : {};
	} catch {
		return {};
	}
}

/** A form with its saved amounts and numbers in the reader's writing. */
export function writtenForm(shape: FormShape, form: Typed): Typed {
	const kinds = new Map(fieldsIn(shape).map(({ name, kind }) => [name.split('.').at(-1) ?? name, kind.is]));
	return Object.fromEntries(
		Object.entries(form).map(([name, value]) => {
			const last = name.split('.').at(-1) ?? '';
			const kind = name.startsWith('share.') ? (last === 'rate' ? 'percent' : 'amount') : kinds.get(last);
			return [name, kind === 'amount' && value !== '' ? formatMoney(String(value)) : (kind === 'percent' || kind === 'decimal') && currentLocale() !== 'en' ? String(value).replace('.', ',') : value];
		})
	);
}

const fieldsIn = (shape: FormShape): FormShape['fields'] => [...shape.fields, ...shape.lists.flatMap((list) => fieldsIn({ fields: list.fields, lists: list.lists ?? [] }))];
