import type { ProjectDocument } from '../model.ts';
import type { Finding } from './model.ts';
import { monthsOf } from './months.ts';
import { anyName, type Making } from './values.ts';

const written = (from: string | null, to: string | null): string => `${from ?? '…'}/${to ?? '…'}`;

/** Months beside dates, and dates beside the project's own: reporting periods, activities, deliverables, partners. */
export function dateFindings(document: ProjectDocument, making: Making): Finding[] {
	return [...monthFindings(document, making), ...reportingFindings(document, making), ...outsideFindings(document, making)];
}

function monthFindings({ period }: ProjectDocument, { nameOf, value, finding }: Making): Finding[] {
	const { from, to, months } = period;
	const name = nameOf('partners', null);
	if (from !== null && to !== null && from > to) return [finding('period_reversed', { subject: 'date', severity: 'error', params: { a: written(from, to) }, values: [value(['period'], name, written(from, to))] })];
	const can = monthsOf(period);
	if (months === null || can === null || (months >= can.least && months <= can.most)) return [];
	const computed = can.least === can.most ? String(can.least) : `${can.least}–${can.most}`;
	return [finding('months_off', { subject: 'date', severity: 'error', params: { period: written(from, to), stated: String(months), computed }, values: [value(['period', 'months'], name, String(months)), value(['period'], name, written(from, to))] })];
}

function reportingFindings({ periods }: ProjectDocument, { value, finding }: Making): Finding[] {
	const ordered = [...periods].sort((a, b) => a.from.localeCompare(b.from));
	return ordered.flatMap((later, index) => {
		const earlier = ordered[index - 1];
		if (earlier === undefined || earlier.to < later.from) return [];
		const [a, b] = [written(earlier.from, earlier.to), written(later.from, later.to)];
		return [finding('periods_overlap', { subject: 'date', severity: 'error', params: { a, b }, values: [value(['periods', earlier.key], anyName(earlier.name), a), value(['periods', later.key], anyName(later.name), b)] })];
	});
}

function outsideFindings(document: ProjectDocument, { nameOf, value, finding }: Making): Finding[] {
	const { period } = document;
	const whole = written(period.from, period.to);
	const [first, last] = endsOf(period);
	const outside = (from: string | null, to: string | null): boolean => (from !== null && (from < first || from > last)) || (to !== null && (to > last || to < first));
	const own = value(['period'], nameOf('partners', null), whole);
	const found = (which: 'period_outside' | 'activity_outside' | 'partner_outside', path: readonly string[], name: string, from: string | null, to: string | null): Finding[] =>
		outside(from, to) ? [finding(which, { subject: 'date', severity: 'warning', params: { a: written(from, to), project: whole }, values: [value(path, name, written(from, to)), own] })] : [];
	return [
		...document.periods.flatMap(({ key, name, from, to }) => found('period_outside', ['periods', key], anyName(name), from, to)),
		...document.partners.flatMap(({ key, name, from, to }) => found('partner_outside', ['partners', key], anyName(name), from, to)),
		...document.packages.flatMap((work) =>
			work.activities.flatMap((activity) => [
				...found('activity_outside', ['packages', work.key, activity.key], anyName(activity.title), activity.from, activity.to),
				...activity.deliverables.flatMap(({ key, title, due }) =>
					outside(due, null) ? [finding('deliverable_outside', { subject: 'date', severity: 'warning', params: { day: due ?? '', project: whole }, values: [value(['packages', work.key, activity.key, key], anyName(title), due ?? ''), own] })] : []
				)
			])
		)
	];
}

/** The first and last day that the period can mean; open where it is not known. */
function endsOf({ from, to, precision }: ProjectDocument['period']): [string, string] {
	const cut = precision === 'year' ? 4 : precision === 'month' ? 7 : 10;
	// Compared as text: "9" sorts after every month and day of the year or month.
	return [from === null ? '' : from.slice(0, cut), to === null ? '9999' : cut === 10 ? to : `${to.slice(0, cut)}-99`];
}
