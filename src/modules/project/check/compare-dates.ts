import { causeOfDays } from './causes.ts';
import { monthsOf, type Day } from './dates.ts';
import type { DateFact } from './facts.ts';
import type { Cause, CheckResult, ExplanationCode } from './model.ts';
import { clustersOf, earlier, limited, placesOf, relationBetween, relationOf, rounded, valueOf } from './relation.ts';

/** As exactly as it was written: "2018-03-01", "2018-03", "2018". */
const shown = (day: Day): string => day.from.slice(0, day.precision === 'day' ? 10 : day.precision === 'month' ? 7 : 4);

function text(fact: DateFact): string {
	if (fact.role === 'months') return String(fact.months);
	return [fact.first, fact.last].flatMap((day) => (day ? [shown(day)] : [])).join('/');
}

/** Two dates agree when one lies within the other: March 2018 and 1 March 2018. */
const overlap = (a: Day, b: Day): boolean => a.from <= b.to && b.from <= a.to;
const endsAgree = (a: Day | null, b: Day | null): boolean => a === null || b === null || overlap(a, b);
const agree = (a: DateFact, b: DateFact): boolean => endsAgree(a.first, b.first) && endsAgree(a.last, b.last);

const exactness = (day: Day): number => (day.precision === 'day' ? 0 : day.precision === 'month' ? 1 : 2);

function causeOf(a: DateFact, b: DateFact): Cause | null {
	const [x, y] = a.first && b.first && !overlap(a.first, b.first) ? [a.first, b.first] : [a.last, b.last];
	// A bare year can only be another year: the least exact date decides how much may be said.
	if (!x || !y || Math.max(exactness(x), exactness(y)) > 1) return null;
	const length = Math.max(exactness(x), exactness(y)) === 1 ? 7 : 10;
	return causeOfDays(x.from.slice(0, length), y.from.slice(0, length));
}

function codeOf(a: DateFact, b: DateFact, changed: boolean): ExplanationCode {
	if (a.role === 'months') return changed ? 'months_changed' : 'months_differ';
	const [start, end] = [!endsAgree(a.first, b.first), !endsAgree(a.last, b.last)];
	if (start && !end && (a.role === 'start' || b.role === 'start')) return changed ? 'start_changed' : 'start_differs';
	if (end && !start && (a.role === 'end' || b.role === 'end')) return changed ? 'end_changed' : 'end_differs';
	return changed ? 'period_changed' : 'period_differs';
}

/** Whether a fact has the end in which two others differ. */
const speaksOf = (fact: DateFact, a: DateFact, b: DateFact): boolean => fact.role === 'months' || (!endsAgree(a.first, b.first) && fact.first !== null) || (!endsAgree(a.last, b.last) && fact.last !== null);

function differing(facts: readonly DateFact[], same: (a: DateFact, b: DateFact) => boolean): CheckResult[] {
	const [reference, ...others] = clustersOf(facts, same);
	if (!reference) return [];
	return others.flatMap((other): CheckResult[] => {
		// A fact may agree with most of the reference and miss only its own cluster.
		const apart = other.facts.filter((fact) => reference.facts.some((known) => !same(fact, known)));
		const against = reference.facts.filter((known) => apart.some((fact) => !same(fact, known)));
		const found = relationBetween({ facts: apart }, { facts: against });
		if (!found || same(...found.pair)) return [];
		const changed = found.relation === 'changed';
		const pair = changed ? ([...found.pair].sort(earlier) as [DateFact, DateFact]) : found.pair;
		const [a, b] = pair;
		const cause = changed || a.role === 'months' ? null : causeOf(a, b);
		return [{ kind: changed ? 'changed' : 'contradiction', subject: 'date', severity: changed ? 'note' : a.sure * b.sure < 0.6 ? 'warning' : 'error', confidence: rounded((cause ? 0.95 : 0.9) * Math.min(a.sure, b.sure)), values: placesOf(pair, [other, reference].map(({ facts: all }) => ({ facts: all.filter((fact) => speaksOf(fact, a, b)) })), text), code: codeOf(a, b, changed), params: { a: text(a), b: text(b) }, cause, project: a.project || null }];
	});
}

/** Half a month: a period is stated in whole months. */
const tolerance = 0.5;

const fits = (months: number, period: { first: Day; last: Day }): boolean => {
	const { least, most } = monthsOf(period);
	return months >= least - tolerance && months <= most + tolerance;
};

/** Periods, first and last days and durations of each project that do not agree. */
export function differingDates(facts: readonly DateFact[]): CheckResult[] {
	const results: CheckResult[] = [];
	for (const project of [...new Set(facts.map((fact) => fact.project))].sort()) {
		const own = limited(facts.filter((fact) => fact.project === project), text);
		const dates = own.filter((fact) => fact.role !== 'months');
		const months = own.filter((fact) => fact.role === 'months');
		const reversed = dates.filter((fact) => fact.first && fact.last && fact.first.from > fact.last.to);
		for (const fact of reversed) results.push({ kind: 'contradiction', subject: 'date', severity: 'error', confidence: rounded(0.95 * fact.sure), values: [valueOf(fact, text(fact))], code: 'period_reversed', params: { a: text(fact) }, cause: null, project: project || null });
		const sound = dates.filter((fact) => !reversed.includes(fact));
		results.push(...differing(sound, agree));
		const off = new Set<DateFact>();
		for (const stated of months) {
			const period = sound.find((fact) => fact.role === 'period' && fact.group === stated.group) ?? (stated.version === null ? sound.find((fact) => fact.role === 'period' && fact.file === stated.file && relationOf(fact, stated) !== 'changed') : undefined);
			if (!period?.first || !period.last || stated.months === null || fits(stated.months, { first: period.first, last: period.last })) continue;
			off.add(stated);
			const { least, most } = monthsOf({ first: period.first, last: period.last });
			const computed = Math.abs(most - least) < 0.01 ? String(Math.round(most)) : `${Math.ceil(least)}–${Math.floor(most)}`;
			results.push({ kind: 'contradiction', subject: 'date', severity: 'error', confidence: rounded(0.93 * Math.min(stated.sure, period.sure)), values: [valueOf(stated, text(stated)), valueOf(period, text(period))], code: 'months_off', params: { stated: String(stated.months), computed, period: text(period) }, cause: null, project: project || null });
		}
		const rest = months.filter((fact) => !off.has(fact));
		results.push(...differing(rest, (a, b) => a.months === b.months), ...monthsAgainstPeriods(rest, sound));
	}
	return results;
}

/** "Start: 1 March 2021. End: 28 February 2023.": the one first and the one last day of a text without a period. */
function pairedDays(dates: readonly DateFact[]): DateFact[] {
	return [...new Set(dates.map((fact) => fact.file))].flatMap((file): DateFact[] => {
		const own = dates.filter((fact) => fact.file === file);
		const [starts, ends] = [own.filter((fact) => fact.role === 'start'), own.filter((fact) => fact.role === 'end')];
		const [start, end] = [starts[0], ends[0]];
		if (!start?.first || !end?.last || starts.length > 1 || ends.length > 1 || own.some((fact) => fact.role === 'period') || start.first.from > end.last.to) return [];
		return [{ ...end, role: 'period', first: start.first, sure: Math.min(start.sure, end.sure) }];
	});
}

/** Months that stand alone in one text against the period of another; a period beside which its own months stand is spoken for. */
function monthsAgainstPeriods(months: readonly DateFact[], dates: readonly DateFact[]): CheckResult[] {
	const paired = pairedDays(dates);
	const settled = paired.filter((date) => months.some((fact) => fact.file === date.file && fact.months !== null && date.first && date.last && fits(fact.months, { first: date.first, last: date.last })));
	const alone = months.filter((fact) => ![...dates, ...settled].some((date) => date.role === 'period' && date.file === fact.file));
	const bare = [...dates.filter((date) => date.role === 'period' && date.first && date.last && date.first.precision !== 'year' && !months.some((fact) => fact.file === date.file)), ...paired];
	for (const stated of alone) {
		const period = bare.find((date) => date.first && date.last && stated.months !== null && !fits(stated.months, { first: date.first, last: date.last }));
		if (!period?.first || !period.last) continue;
		const found = relationBetween({ facts: [stated] }, { facts: [period] });
		const changed = found?.relation === 'changed';
		const computed = String(Math.round(monthsOf({ first: period.first, last: period.last }).most));
		return [{ kind: changed ? 'changed' : 'contradiction', subject: 'date', severity: changed ? 'note' : 'error', confidence: rounded(0.85 * Math.min(stated.sure, period.sure)), values: [valueOf(stated, text(stated)), valueOf(period, text(period))], code: changed ? 'months_changed' : 'months_off', params: { stated: String(stated.months), computed, period: text(period), a: String(stated.months), b: computed }, cause: null, project: stated.project || null }];
	}
	return [];
}
