import { formatMoney, formatNumber, formatPercent } from '#i18n/format.ts';
import { m } from '#i18n/text.ts';
import type { Portfolio } from '#modules/project/index.ts';
import { ratio, toNumber } from '#platform/ratio.ts';

export interface KeyFigure {
	readonly term: string;
	readonly text: string;
	readonly note?: string | undefined;
}

/** The figures that stand over a list of projects; each says what it leaves out. */
export function keyFigures({ count, total, groups }: Portfolio): KeyFigure[] {
	const cents = (amount: string | null): bigint => BigInt((amount ?? '0').replace('.', ''));
	const { eu } = total.byFund;
	const reached = groups.flatMap((group) => (group.reached === null ? [] : [group.reached]));
	const unheard = groups.reduce((sum, group) => sum + group.withoutReached, 0);
	return [
		{ term: m.portfolio_projects(), text: formatNumber(count) },
		{
			term: m.portfolio_figure_total(),
			text: total.inEuro === null ? m.portfolio_not_published() : formatMoney(total.inEuro, 'EUR'),
			note: total.withoutTotal > 0 && total.withoutTotal < total.projects ? m.portfolio_without_total({ count: total.withoutTotal, shown: formatNumber(total.withoutTotal) }) : undefined
		},
		{ term: m.portfolio_figure_eu(), text: eu === null ? m.portfolio_not_published() : formatMoney(eu, 'EUR'), note: eu !== null && cents(total.inEuro) > 0n ? m.portfolio_figure_eu_note({ share: formatPercent(toNumber(ratio(cents(eu), cents(total.inEuro)))) }) : undefined },
		{
			term: m.portfolio_figure_reached(),
			text: reached.length === 0 ? m.portfolio_not_recorded() : formatNumber(reached.reduce((sum, number) => sum + number, 0)),
			note: reached.length === 0 ? undefined : [m.portfolio_figure_reached_note(), ...(unheard > 0 ? [m.portfolio_people_incomplete({ count: unheard, shown: formatNumber(unheard) })] : [])].join('; ')
		}
	];
}
