import type { FieldError } from '#platform/errors.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { typedAmount, readCurrency } from '#platform/amount-text.ts';
import { sourcePath, type ProjectDocument } from '../../model.ts';
import { dayProblem, hasText } from '../fields.ts';
import type { ObjectInput, ObjectRow, ProjectObject } from './model.ts';

/** Planned objects of the version in its order, each with what was built of it (one row for each), then what nobody planned. */
export function objectRows(document: ProjectDocument, objects: readonly ProjectObject[]): ObjectRow[] {
	const planned = new Set(document.objects.map((plan) => plan.key));
	return [
		...document.objects.flatMap((plan): ObjectRow[] => {
			const planSource = document.sources[sourcePath('objects', plan.key, 'quantity')] ?? document.sources[sourcePath('objects', plan.key, 'cost')] ?? document.sources[sourcePath('objects', plan.key)] ?? null;
			const built = objects.filter((object) => object.planKey === plan.key);
			return built.length === 0 ? [{ plan, planSource, object: null }] : built.map((object) => ({ plan, planSource, object }));
		}),
		...objects.filter((object) => object.planKey === null || !planned.has(object.planKey)).map((object) => ({ plan: null, planSource: null, object }))
	];
}

/** What an object contradicts in itself or in the version, by field of the form; `today` is `YYYY-MM-DD`. */
export function objectProblems(input: ObjectInput, document: ProjectDocument, today: string): Record<string, FieldError> {
	const problems: Record<string, FieldError> = {};
	if (!hasText(input.built)) problems['built_lv'] = { code: 'things_text_missing' };
	if (!hasText(input.place)) problems['place_lv'] = { code: 'things_text_missing' };
	if (input.planKey !== null && !document.objects.some((plan) => plan.key === input.planKey)) problems['plan'] = { code: 'wrong' };
	const done = input.state === 'finished' || input.state === 'in-use';
	const [finished, asOf] = [dayProblem(input.finishedOn, today), dayProblem(input.asOf, today)];
	if (input.finishedOn !== null && !done) problems['finishedOn'] = { code: 'things_finished_but_not' };
	else if (finished) problems['finishedOn'] = finished;
	if (asOf) problems['asOf'] = asOf;
	else if (input.asOf !== null && done && input.finishedOn !== null && input.asOf < input.finishedOn) problems['asOf'] = { code: 'things_as_of_before_finished' };
	return problems;
}

/** An amount and its currency as typed: nothing typed is unknown; an amount needs its currency, written with it or beside it. */
export function readCost(text: string, currency: string, field: string): { readonly amount: string | null; readonly currency: string | null } | { readonly errors: Record<string, FieldError> } {
	if (text.trim() === '') return { amount: null, currency: null };
	const code = readCurrency(currency);
	if (code === null) return { errors: { currency: { code: currency.trim() === '' ? 'things_currency_missing' : 'things_currency_wrong' } } };
	const read = typedAmount(text, code);
	return 'error' in read ? { errors: { [field]: read.error } } : { amount: read.amount, currency: code };
}

/** What an alternative text lacks: it must say in words what is to be seen, in at least one language; a file's name says nothing. */
export function alternativeProblems(alternative: LocalizedText): Record<string, FieldError> {
	if (!hasText(alternative)) return { alternative_lv: { code: 'things_alternative_missing' } };
	const problems: Record<string, FieldError> = {};
	for (const [language, text] of Object.entries(alternative)) {
		if (/^\S*\.(jpe?g|png|webp|gif|heic)$/i.test(text.trim()) || (text.match(/\p{L}/gu) ?? []).length < 3) problems[`alternative_${language}`] = { code: 'things_alternative_empty' };
	}
	return problems;
}
