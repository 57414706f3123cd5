import { formatRatio } from '#i18n/format.ts';
import { currentLocale } from '#i18n/text.ts';
import { ratio, toNumber } from '#platform/ratio.ts';

/** One who pays, as a bar shows it. */
export interface Payer {
	readonly key: string;
	readonly label: string;
	/** The language of the label where it is not the page's. */
	readonly lang?: string | undefined;
	readonly note?: string | undefined;
	readonly filling: 'eu' | 'other-donor' | 'state' | 'own' | 'private' | 'unexplained';
	readonly amount: string;
	/** The same in euro; null where no rate is known. */
	readonly inEuro?: string | null | undefined;
}

export interface Part extends Payer {
	/** Percent of the bar, for drawing. */
	readonly from: number;
	readonly width: number;
	/** "85.0 %", rounded half up, as words. */
	readonly percent: string;
}

// Sums of a whole portfolio may be longer than one amount may be.
const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));

/** The parts of a bar from nothing to everything. What is nothing or below draws no bar and is told in words only. */
export function partsOf(payers: readonly Payer[]): Part[] {
	const whole = payers.reduce((sum, { amount }) => sum + (cents(amount) > 0n ? cents(amount) : 0n), 0n);
	let from = 0;
	return payers.map((payer) => {
		const part = ratio(cents(payer.amount) * 100n, whole === 0n ? 1n : whole);
		const width = Math.max(0, Math.round(toNumber(part) * 100) / 100);
		const placed = { ...payer, from: Math.round(from * 100) / 100, width, percent: `${formatRatio(part)}${currentLocale() === 'en' ? '' : '\u00a0'}%` };
		from += width;
		return placed;
	});
}
