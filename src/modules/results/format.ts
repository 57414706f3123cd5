import { formatRatio } from '#i18n/format.ts';
import { inLocale, type Locale, type LocalizedText } from '#platform/locale.ts';
import { roundHalfUp, type Ratio } from '#platform/ratio.ts';

/** A value as it is shown: rounded half up to its decimals (`places` of its node), with the language's decimal sign. */
export const shown = (value: Ratio, places: number, locale: Locale): string => formatRatio(value, places, locale);

/** A difference as it is shown: always with its sign, "+3.5", "−2.0", "±0.0" where nothing is left after rounding. */
export function shownDifference(value: Ratio, places: number, locale: Locale): string {
	const size = formatRatio(value.n < 0n ? { n: -value.n, d: value.d } : value, places, locale);
	const sign = !/[1-9]/.test(roundHalfUp(value, places)) ? '±' : value.n < 0n ? '−' : '+';
	return sign === '±' ? `±${size.replace(/[1-9]/g, '0')}` : sign + size;
}

/** Lowest to highest as it is shown; one value where they are equal. */
export function shownRange({ low, high }: { readonly low: Ratio; readonly high: Ratio }, places: number, locale: Locale, words: (range: { low: string; high: string }) => string): string {
	const [from, to] = [shown(low, places, locale), shown(high, places, locale)];
	return from === to ? from : words({ low: from, high: to });
}

/** The name of a node, with its number where it has one: "1.2. Stratēģija"; a made-up id such as `rating` is left out. */
export const labelOf = (node: { readonly nodeId: string; readonly title: LocalizedText }, locale: Locale): string =>
	/^\d/.test(node.nodeId) ? `${node.nodeId}. ${inLocale(node.title, locale)}` : inLocale(node.title, locale);
