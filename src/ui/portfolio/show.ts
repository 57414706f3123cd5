import { currentLocale, m, messageOf } from '#i18n/text.ts';
import { inLocale, shownLocale, type Locale, type LocalizedText } from '#platform/locale.ts';
import { fundKinds, type FundShare, type Money, type PeriodTotal, type PortfolioFilter, type ProjectState } from '#modules/project/index.ts';
import type { Payer } from './parts.ts';

/** Words and their language where it is not the page's, for an attribute `lang`. */
export function worded(text: LocalizedText | null | undefined, locale: Locale = currentLocale()): { text: string; lang: Locale | undefined } {
	const shown = shownLocale(text, locale);
	return { text: inLocale(text, locale), lang: shown === locale ? undefined : shown };
}

export const stateTone = { idea: 'neutral', concept: 'neutral', application: 'neutral', approved: 'info', running: 'good', modified: 'good', completed: 'info', closed: 'neutral' } as const satisfies Record<ProjectState, string>;
/** Nothing final is known of it yet: drawn as an outline. */
export const isOpen = (state: ProjectState): boolean => !['completed', 'closed'].includes(state);

/** "2014–2020" of "2014-2020". */
export const programmingPeriod = (period: string | null): string => period?.replace('-', '–') ?? m.portfolio_period_unknown();

export const isNegative = (amount: string): boolean => amount.startsWith('-');

/** Who pays of a total over several projects, in euro; kinds of which nothing was published are left out. */
export function payersOfTotal(total: PeriodTotal): Payer[] {
	const payers = fundKinds.flatMap((kind): Payer[] => {
		const amount = total.byFund[kind];
		return amount === null ? [] : [{ key: kind, label: messageOf(`portfolio_fund_${kind}`), filling: kind, amount }];
	});
	const rest = total.unexplained;
	return rest === null || rest === '0.00' || isNegative(rest) ? payers : [...payers, { key: 'unexplained', label: m.portfolio_fund_unexplained(), filling: 'unexplained', amount: rest }];
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
