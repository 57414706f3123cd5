import { formatMoney, formatNumber } from '#i18n/format.ts';
import { periodText } from '#i18n/period.ts';
import { m } from '#i18n/text.ts';
import { sum } from '#platform/money.ts';
import type { PublicProject, PublicResult } from '#modules/project/index.ts';
import type { KeyFigure } from '#ui/portfolio/key-figures.ts';
import { worded } from '#ui/portfolio/show.ts';

const inEuro = (euro: string | null): string => (euro === null ? m.portfolio_no_rate() : m.portfolio_in_euro({ amount: formatMoney(euro, 'EUR') }));

/** What stands over a project's page; a figure that nobody published is said to be unpublished. */
export function figuresOf(project: PublicProject, countryName: (code: string) => string): KeyFigure[] {
	const { total, period, partners } = project;
	const union = project.funds.filter(({ kind }) => kind === 'eu').map(({ share }) => share);
	const lead = partners.find(({ role }) => role === 'lead');
	const countries = [...new Set(partners.map(({ country }) => country))].map(countryName);
	return [
		{ term: m.portfolio_figure_total(), text: total ? formatMoney(total.amount, total.currency) : m.portfolio_not_published(), note: total && total.currency !== 'EUR' ? inEuro(total.inEuro) : undefined },
		...(project.union.length > 0
			? [{ term: m.portfolio_figure_eu(), text: union[0] ? formatMoney(sum(union.map(({ amount }) => amount)), union[0].currency) : m.portfolio_not_published(), note: union[0] && union[0].currency !== 'EUR' ? inEuro(sumOrNull(union.map((share) => share.inEuro))) : undefined }]
			: []),
		{ term: m.portfolio_figure_time(), text: periodText(period.from, period.to, period.precision === 'day' ? 'month' : period.precision) ?? m.portfolio_not_known(), note: period.months === null ? undefined : m.portfolio_months({ count: period.months }) },
		...(partners.length > 0 ? [{ term: m.portfolio_figure_partners(), text: formatNumber(partners.length), note: [lead ? `${m.portfolio_lead_partner()}: ${worded(lead.name).text}` : '', countries.join(', ')].filter((part) => part !== '').join('. ') }] : [])
	];
}

const sumOrNull = (amounts: readonly (string | null)[]): string | null => (amounts.some((amount) => amount === null) ? null : sum(amounts.map((amount) => amount ?? '0.00')));

/** The results in the order in which a citizen asks: what people got, what was done, by which work, and for whom. */
export function partsOfResults({ results }: PublicProject): { title: string; results: PublicResult[] }[] {
	return [
		{ title: m.portfolio_promise_results(), results: results.filter(({ kind }) => kind === 'result') },
		{ title: m.portfolio_promise_outputs(), results: results.filter(({ kind }) => kind === 'output') },
		{ title: m.portfolio_promise_deliverables(), results: results.filter(({ subject }) => subject === 'deliverable') },
		{ title: m.portfolio_promise_groups(), results: results.filter(({ subject }) => subject === 'group') }
	].filter((part) => part.results.length > 0);
}
