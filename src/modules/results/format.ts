import { formatRatio } from '#i18n/format.ts';
import type { Locale } from '#platform/locale.ts';
import { roundHalfUp, type Ratio } from '#platform/ratio.ts';
import type { NodeScore } from './model.ts';

/** Decimals that a derived value is shown with: one, and two on scales of ten points or fewer. */
export const places = (scale: NodeScore['scale']): number => (scale && scale.max - scale.min <= 10 ? 2 : 1);

/** A value as it is shown: rounded half up, with the language's decimal sign. */
export const shown = (value: Ratio, scale: NodeScore['scale'], locale: Locale): string => formatRatio(value, places(scale), locale);

/** A difference as it is shown: always with its sign, "+3.5", "−2.0", "±0.0" where nothing is left after rounding. */
export function shownDifference(value: Ratio, scale: NodeScore['scale'], locale: Locale): string {
	const size = formatRatio(value.n < 0n ? { n: -value.n, d: value.d } : value, places(scale), locale);
	return Number(roundHalfUp(value, places(scale))) === 0 ? `±${size.replace(/[1-9]/g, '0')}` : `${value.n < 0n ? '−' : '+'}${size}`;
}
