import { z } from 'zod';
import { typedAmount } from '#platform/amount-text.ts';
import { readCurrency } from '#platform/amount-text.ts';
import type { FieldError } from '#platform/errors.ts';
import { checkFields, day, optionalDay, optionalText, RejectedForm, requiredText, type Fields } from '#platform/web/form.ts';

const key = (max = 40) => requiredText(max);
const optionalKey = (max: number) => z.string().trim().max(max).optional().transform((value) => (value === undefined || value === '' ? null : value));
/** The revision that the form showed. */
export const revision = z.coerce.number({ error: 'wrong' }).int().min(0);

const Typed = z.object({
	partner: key(),
	period: key(),
	line: key(),
	activity: optionalKey(90),
	procurementId: z.union([z.literal('').transform(() => null), z.uuid({ error: 'wrong' })]).optional().transform((value) => value ?? null),
	invoice: requiredText(120),
	supplier: requiredText(200),
	description: optionalText(2000),
	invoicedOn: day,
	paidOn: optionalDay,
	net: requiredText(60),
	vat: optionalText(60),
	vatEligible: z.string().optional().transform((value) => value === 'yes'),
	currency: requiredText(20),
	rate: optionalKey(30),
	rateOn: optionalDay
});
const Correction = z.object({ period: key(), invoice: requiredText(120), invoicedOn: day, paidOn: optionalDay, net: requiredText(60), vat: optionalText(60), description: requiredText(2000) });

/** What was typed into the form of an item, with its amounts and its currency read; RejectedForm at the fields that cannot be. */
export function readItemForm(typed: Fields, allow: 'negative' | 'not-negative' = 'not-negative') {
	const fields = checkFields(Typed, typed);
	const errors: Record<string, FieldError> = {};
	const currency = readCurrency(fields.currency);
	if (currency === null) errors['currency'] = { code: 'spending_cell_currency' };
	const money = amounts(fields, currency ?? 'EUR', allow, errors);
	const rate = fields.rate === null ? null : /^(\d{1,10})(?:[.,](\d{1,8}))?$/.test(fields.rate) ? fields.rate.replace(',', '.') : undefined;
	if (rate === undefined) errors['rate'] = { code: 'spending_cell_rate' };
	if (currency === null || money === null || rate === undefined) throw new RejectedForm(errors, typed);
	return { ...fields, ...money, currency, rate };
}

/** The form of a correction, whose currency is that of what it corrects. */
export function readCorrectionForm(typed: Fields, currency: string) {
	const fields = checkFields(Correction, typed);
	const errors: Record<string, FieldError> = {};
	const money = amounts(fields, currency, 'negative', errors);
	if (money === null) throw new RejectedForm(errors, typed);
	return { ...fields, ...money };
}

function amounts(fields: { net: string; vat: string }, currency: string, allow: 'negative' | 'not-negative', errors: Record<string, FieldError>): { net: string; vat: string } | null {
	const read = (name: 'net' | 'vat'): string | null => {
		if (name === 'vat' && fields.vat === '') return '0.00';
		const result = typedAmount(fields[name], currency, 'negative');
		if ('error' in result) errors[name] = result.error;
		else if (allow === 'not-negative' && result.amount.startsWith('-')) errors[name] = { code: 'spending_negative' };
		else if (/\d{9,}\./.test(result.amount)) errors[name] = { code: 'spending_too_large' };
		else return result.amount;
		return null;
	};
	const [net, vat] = [read('net'), read('vat')];
	return net === null || vat === null ? null : { net, vat };
}
