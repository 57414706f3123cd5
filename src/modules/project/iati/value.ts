import { formatMoney } from '#i18n/format.ts';
import { m } from '#i18n/text.ts';
import { convert, latsPerEuro, type Amount } from '#platform/money.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { inAllLanguages } from './narratives.ts';
import { el, type Xml } from './xml.ts';

/** The currency in which an amount is told: lats are told in euro by their fixed rate, every other currency as it is. */
export const toldCurrency = (currency: string): string => (currency === 'LVL' ? 'EUR' : currency);
export const toldAmount = (amount: Amount, currency: string): Amount => (currency === 'LVL' ? convert(amount, latsPerEuro) : amount);

/** An element `value`; one in lats also carries the original figure, so that nothing is lost by rounding. */
export const value = (amount: Amount, currency: string, valueOn: string): Xml =>
	el('value', { currency: toldCurrency(currency), 'value-date': valueOn, ...(currency === 'LVL' ? { 'sq:amount': amount, 'sq:currency': currency } : {}) }, toldAmount(amount, currency));

/** "LVL 100.00 at the fixed rate of 0.702804 for one euro"; null for currencies that are told as they are. */
export const rateNote = (amount: Amount, currency: string): LocalizedText | null =>
	currency === 'LVL' ? inAllLanguages((locale) => m.exchange_iati_lats({ amount: formatMoney(amount, 'LVL', locale), rate: locale === 'en' ? latsPerEuro : latsPerEuro.replace('.', ',') }, { locale })) : null;

/** The amount as text, in lats with the euro beside it. */
export const spoken = (amount: Amount, currency: string): LocalizedText =>
	inAllLanguages((locale) =>
		currency === 'LVL'
			? m.exchange_iati_lats_euro({ amount: formatMoney(amount, 'LVL', locale), euro: formatMoney(toldAmount(amount, currency), 'EUR', locale) }, { locale })
			: formatMoney(amount, currency, locale)
	);
