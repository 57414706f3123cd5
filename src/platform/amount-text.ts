import type { FieldError } from './errors.ts';
import { compareAmounts, fromCents, type Amount } from './money.ts';

/**
 * What an amount written by people says. `readings` of an ambiguous one are ascending, so the reading with a decimal sign
 * comes first; a reading finer than a cent is rounded half up. A currency that was not written is null, never assumed.
 */
export type AmountReading =
	| { readonly kind: 'amount'; readonly amount: Amount; readonly currency: string | null }
	| { readonly kind: 'ambiguous'; readonly readings: readonly [Amount, Amount]; readonly currency: string | null }
	| { readonly kind: 'none' };

const none: AmountReading = { kind: 'none' };

/** How currencies are written beside an amount in lv, lt and en; keys in small letters without a full stop. */
const names: Record<string, string> = {
	'€': 'EUR', eiro: 'EUR', euro: 'EUR', euros: 'EUR', eur: 'EUR', 'eurų': 'EUR', eurai: 'EUR', eurais: 'EUR',
	ls: 'LVL', lats: 'LVL', lati: 'LVL', latu: 'LVL', latus: 'LVL', latiem: 'LVL', 'latų': 'LVL', latai: 'LVL', latais: 'LVL',
	lt: 'LTL', lits: 'LTL', litas: 'LTL', litai: 'LTL', 'litų': 'LTL', litu: 'LTL', liti: 'LTL',
	'£': 'GBP', 'zł': 'PLN'
};
// Currencies that the region's older documents name and that no longer circulate.
const former = ['LVL', 'LTL', 'EEK'];
const codes = new Set([...Intl.supportedValuesOf('currency'), ...former]);

/** The code of a currency as people write it ("€", "Ls", "eiro", "LVL", "eur"); null for what names none. */
export function readCurrency(text: string): string | null {
	const written = text.normalize('NFC').trim().replace(/\.$/, '');
	const known = names[written.toLowerCase()];
	if (known !== undefined) return known;
	const code = written.toUpperCase();
	return /^[A-Z]{3}$/.test(code) && codes.has(code) ? code : null;
}

// No-break, narrow no-break, thin and figure spaces are all written between the groups of a number.
const spaces = /[\s\u00A0\u2000-\u200A\u202F\u205F]+/g;
// Signs are tried with and without a space before the digits; "50,-" means no cents.
const shape = /^(?<before>[^\d\s.,'’+\-−–]+\.?)? ?(?<sign>[+\-−–])? ?(?<number>[.,]?\d(?:[\d .,'’]*\d)?)(?<round>[.,][-–—])? ?(?<after>[^\d\s,'’+\-−–]+)?$/u;

// Longer than any amount with its currency.
const longest = 60;

/**
 * Reads an amount as people write it: "672 567,74", "672.567,74", "672,567.74", "672567.74", "EUR 791 256.20", "Ls 50,-".
 * "1.234" and "12,345" may be thousands or decimals: both readings come back, so that a form can ask. Finer than a cent,
 * groups of the wrong size, more than twelve digits before the decimal sign or other words: `none`.
 */
export function readAmount(text: string): AmountReading {
	const tidy = text.normalize('NFC').replace(spaces, ' ').trim();
	if (tidy.length > longest) return none;
	const signed = /^[-−–] ?(?=\D)/u.exec(tidy);
	const parts = shape.exec(signed === null ? tidy : tidy.slice(signed[0].length))?.groups;
	if (parts === undefined || (signed !== null && parts.sign !== undefined)) return none;
	const written = [parts.before, parts.after].filter((name) => name !== undefined);
	const found = new Set(written.map(readCurrency));
	const [currency = null] = found;
	if (found.size > 1 || (written.length > 0 && currency === null)) return none;
	const minus = signed !== null || (parts.sign !== undefined && parts.sign !== '+');
	const values = readNumber(parts.number ?? '', parts.round !== undefined).map((value) => fromCents(minus ? -value : value));
	const [first, second] = values.sort(compareAmounts);
	if (first === undefined) return none;
	return second === undefined ? { kind: 'amount', amount: first, currency } : { kind: 'ambiguous', readings: [first, second], currency };
}

/** The possible values in cents: none, one, or two for a number that reads both ways. */
function readNumber(number: string, noCents: boolean): bigint[] {
	const readings = [wholeCents(number)];
	if (!noCents) readings.push(decimalCents(number));
	return [...new Set(readings.filter((value) => value !== null))];
}

const limit = 10n ** 14n;
const within = (value: bigint): bigint | null => (value < limit ? value : null);

/** "1 234 567", "1.234.567" or "1234567": one sign throughout, groups of three. */
function wholeCents(number: string): bigint | null {
	if (!/^\d+$/.test(number) && !/^[1-9]\d{0,2}(?<mark>[ .,'’])\d{3}(?:\k<mark>\d{3})*$/.test(number)) return null;
	return within(BigInt(number.replace(/\D/g, '')) * 100n);
}

function decimalCents(number: string): bigint | null {
	const match = /^(?<whole>.*?)(?<sign>[.,])(?<fraction>\d+)$/.exec(number);
	const { whole = '', sign = '', fraction = '' } = match?.groups ?? {};
	if (fraction === '' || whole.includes(sign)) return null;
	const units = whole === '' ? 0n : wholeCents(whole);
	if (units === null) return null;
	const exact = /^\d{1,2}0*$/.test(fraction);
	// Three places after one to three digits are the ambiguous case; otherwise nobody writes money finer than a cent.
	if (!exact && !/^[1-9]\d{0,2}[.,]\d{3}$/.test(number)) return null;
	const rounded = (BigInt(fraction) * 1000n) / 10n ** BigInt(fraction.length);
	return within(units + (rounded + 5n) / 10n);
}

/**
 * An amount typed into a field, in the currency of the field: the amount, or the message for the field. `allow` says
 * whether an amount below zero is meant (corrections). Nothing written is `budget_amount_missing`.
 */
export function typedAmount(text: string, currency: string, allow: 'negative' | 'not-negative' = 'not-negative'): { readonly amount: Amount } | { readonly error: FieldError } {
	if (text.trim() === '') return { error: { code: 'budget_amount_missing' } };
	const read = readAmount(text);
	if (read.kind === 'none') return { error: { code: 'budget_amount_wrong', params: { text: text.trim().slice(0, 60) } } };
	if (read.currency !== null && read.currency !== currency) return { error: { code: 'budget_amount_currency', params: { written: read.currency, currency } } };
	if (read.kind === 'ambiguous') return { error: { code: 'budget_amount_ambiguous', params: { text: text.trim(), first: read.readings[0], second: read.readings[1] } } };
	if (allow === 'not-negative' && read.amount.startsWith('-')) return { error: { code: 'budget_amount_negative' } };
	return { amount: read.amount };
}
