import { formatDay } from '#i18n/format.ts';
import { currentLocale, m, messageOf } from '#i18n/text.ts';
import { inLocale, shownLocale, type Locale, type LocalizedText } from '#platform/locale.ts';
import type { FundShare, Money, PeriodTotal, PortfolioFilter, ProjectState } from '#modules/project/index.ts';
import type { Payer } from './parts.ts';

/** Words and their language where it is not the page's, for an attribute `lang`. */
export function worded(text: LocalizedText | null | undefined, locale: Locale = currentLocale()): { text: string; lang: Locale | undefined } {
	const shown = shownLocale(text, locale);
	return { text: inLocale(text, locale), lang: shown === locale ? undefined : shown };
}

export const stateTone = { idea: 'neutral', concept: 'neutral', application: 'neutral', approved: 'info', running: 'good', modified: 'good', completed: 'info', closed: 'neutral' } as const satisfies Record<ProjectState, string>;
/** Nothing final is known of it yet: drawn as an outline. */
export const isOpen = (state: ProjectState): boolean => !['completed', 'closed'].includes(state);

/** A day in digits, or in English in words: "01.03.2018.", "2018-03-01", "1 March 2018". */
export const shortDay = (day: string, locale: Locale = currentLocale()): string => (locale === 'lv' ? `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}.` : locale === 'lt' ? day : formatDay(day, locale));

const month = (day: string, locale: Locale): string =>
	locale === 'lv' ? `${day.slice(5, 7)}.${day.slice(0, 4)}.` : locale === 'lt' ? day.slice(0, 7) : new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** A period no finer than it was published; null where a day is missing. */
export function periodText(from: string | null, to: string | null, precision: 'day' | 'month' | 'year', locale: Locale = currentLocale()): string | null {
	if (from === null || to === null) return null;
	if (precision === 'year') return from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : m.portfolio_span({ from: from.slice(0, 4), to: to.slice(0, 4) });
	const show = precision === 'month' ? month : shortDay;
	return m.portfolio_span({ from: show(from, locale), to: show(to, locale) });
}

/** A period in a list: months, or years where whole years were agreed. */
export const listPeriod = (from: string | null, to: string | null): string | null => periodText(from, to, from?.slice(5) === '01-01' && to?.slice(5) === '12-31' ? 'year' : 'month');

/** "2014–2020" of "2014-2020". */
export const programmingPeriod = (period: string | null): string => period?.replace('-', '–') ?? m.portfolio_period_unknown();

const kinds = ['eu', 'other-donor', 'state', 'own', 'private'] as const;
const isNothing = (amount: string): boolean => /^-?0\.00$/.test(amount);
export const isNegative = (amount: string): boolean => amount.startsWith('-');

/** Who pays of a total over several projects, in euro; what is nothing is left out. */
export function payersOfTotal(total: PeriodTotal): Payer[] {
	const payers: Payer[] = kinds.filter((kind) => !isNothing(total.byFund[kind])).map((kind) => ({ key: kind, label: messageOf(`portfolio_fund_${kind}`), filling: kind, amount: total.byFund[kind] }));
	if (!isNothing(total.unexplained) && !isNegative(total.unexplained)) payers.push({ key: 'unexplained', label: m.portfolio_fund_unexplained(), filling: 'unexplained', amount: total.unexplained });
	return payers;
}

/** Who pays for one project, as published, and what of the total no part explains. */
export function payersOfProject(funds: readonly FundShare[], unexplained: Money | null): Payer[] {
	const payers = funds.map(({ key, name, kind, share, rate }): Payer => {
		const { text, lang } = worded(name);
		const who = messageOf(`portfolio_fund_${kind}`);
		const note = [who === text ? '' : who, rate === null ? '' : `${currentLocale() === 'en' ? rate : rate.replace('.', ',')}\u00a0%`].filter((part) => part !== '').join(', ');
		return { key, label: text, lang, note: note === '' ? undefined : note, filling: kind, amount: share.amount, ...(share.currency === 'EUR' ? {} : { inEuro: share.inEuro }) };
	});
	if (unexplained) payers.push({ key: 'unexplained', label: m.portfolio_fund_unexplained(), note: m.portfolio_fund_unexplained_text(), filling: 'unexplained', amount: unexplained.amount, ...(unexplained.currency === 'EUR' ? {} : { inEuro: unexplained.inEuro }) });
	return payers;
}

/** The address of the same list with another choice; what is as usual does not stand in it. */
export function linkWith(path: string, filter: PortfolioFilter, change: Partial<PortfolioFilter>): string {
	const { words, page, places, ...choices } = { ...filter, page: 1, ...change };
	const query = new URLSearchParams();
	if (words !== '') query.set('words', words);
	for (const [name, value] of Object.entries(choices)) if (value !== null) query.set(name, value);
	if (places !== 'today') query.set('places', places);
	if (page > 1) query.set('page', String(page));
	return query.size === 0 ? path : `${path}?${query}`;
}

/** Whether anything but the whole list was asked for. */
export const isNarrowed = ({ words, state, period, fund, group, municipality }: PortfolioFilter): boolean => words !== '' || [state, period, fund, group, municipality].some((choice) => choice !== null);
