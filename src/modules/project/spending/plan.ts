import { difference, sum, type Amount } from '#platform/money.ts';
import type { ProjectDocument } from '../model.ts';
import { flatRateOf, larger, noSums } from './amounts.ts';
import type { Sums } from './model.ts';
import type { StateSum } from './totals-store.ts';

export const planAxes = ['partner', 'line', 'period'] as const;
export type PlanAxis = (typeof planAxes)[number];

/** Plan and expenditure of one place of the budget, or of several added up; amounts in the project's currency. */
export interface PlanFigures {
	/** Null where the version plans nothing here, which is not zero. */
	readonly planned: Amount | null;
	/** Entered, in no report yet. */
	readonly entered: Amount;
	/** In a report that is being checked. */
	readonly waiting: Amount;
	readonly certified: Amount;
	readonly parked: Amount;
	/** Entered, waiting, certified and parked together: what is or may still be paid. */
	readonly claimed: Amount;
	readonly deducted: Amount;
	/** Planned less claimed; null without a plan. Below nothing: more is claimed than planned. */
	readonly left: Amount | null;
	/** See `forecastOf`. */
	readonly forecast: Amount;
}

export interface PlanRow extends PlanFigures {
	/** The key in the version; a key that only expenditure names comes last. */
	readonly key: string;
	/** Null for keys that the version does not know any more. */
	readonly name: ProjectDocument['title'] | null;
}

export interface PlanAgainstActual {
	readonly currency: string;
	/** `YYYY-MM-DD`: what counts as ended. */
	readonly today: string;
	/** False while the version holds no budget by partner, line and period: then only expenditure can be shown. */
	readonly hasBudget: boolean;
	readonly by: Readonly<Record<PlanAxis, readonly PlanRow[]>>;
	readonly total: PlanFigures;
}

interface Cell {
	readonly partner: string;
	readonly line: string;
	readonly period: string;
	readonly figures: PlanFigures;
}

/**
 * What a place of the budget will have cost in the end: a period that has ended costs what is claimed in it; a period that
 * runs or lies ahead costs what is planned, or what is claimed already where that is more. The rule holds for every partner,
 * line and period by itself and is then added up, so that all sums agree whichever way one looks.
 */
export function forecastOf(planned: Amount | null, claimed: Amount, ended: boolean): Amount {
	return ended || planned === null ? claimed : larger(planned, claimed);
}

/** Compares a version's budget with the items as they stand now; withdrawn items are not among `sums`. `today` is `YYYY-MM-DD`. */
export function comparePlan(document: ProjectDocument, sums: readonly StateSum[], today: string): PlanAgainstActual {
	const planned = Map.groupBy(document.budget, (cell) => place(cell.partner, cell.line, cell.period));
	const actual = new Map(actualSums(document, sums).map((one) => [place(one.partner, one.line, one.period), one]));
	const ended = new Set(document.periods.filter(({ to }) => to < today).map(({ key }) => key));
	const known = new Set(document.periods.map(({ key }) => key));
	const cells = [...new Set([...planned.keys(), ...actual.keys()])].map((at): Cell => {
		const [partner = '', line = '', period = ''] = at.split('/');
		const plan = planned.get(at);
		// A period that the version dropped gets no more expenditure.
		const figures = figuresOf(plan ? sum(plan.map(({ amount }) => amount)) : null, actual.get(at) ?? none, ended.has(period) || !known.has(period));
		return { partner, line, period, figures };
	});
	const names: Record<PlanAxis, ReadonlyMap<string, ProjectDocument['title']>> = {
		partner: new Map(document.partners.map(({ key, name }) => [key, name])),
		line: new Map(document.lines.map(({ key, name }) => [key, name])),
		period: new Map(document.periods.map(({ key, name }) => [key, name]))
	};
	const rows = (axis: PlanAxis): PlanRow[] => {
		const groups = Map.groupBy(cells, (cell) => cell[axis]);
		const keys = [...names[axis].keys(), ...[...groups.keys()].filter((key) => !names[axis].has(key)).sort()];
		return keys.filter((key) => groups.has(key) || axis !== 'partner' || document.partners.some((partner) => partner.key === key && partner.role !== 'associated')).map((key) => ({ key, name: names[axis].get(key) ?? null, ...added(groups.get(key) ?? []) }));
	};
	return { currency: document.currency, today, hasBudget: document.budget.length > 0, by: { partner: rows('partner'), line: rows('line'), period: rows('period') }, total: added(cells) };
}

interface Actual {
	readonly entered: Amount;
	readonly sums: Sums;
}
const none: Actual = { entered: '0.00', sums: noSums };
const place = (...keys: readonly string[]): string => keys.join('/');

/** Items by place, and what flat rates pay on them. */
function actualSums(document: ProjectDocument, states: readonly StateSum[]): (Actual & { partner: string; line: string; period: string })[] {
	const direct = [...Map.groupBy(states, ({ partner, line, period }) => place(partner, line, period)).values()].flatMap((group) => {
		const [first] = group;
		if (!first) return [];
		const of = (state: StateSum['state']) => sum(group.filter((one) => one.state === state).map(({ amount }) => amount));
		const [certified, deducted] = [sum(group.map((one) => one.certified)), sum(group.map((one) => one.deducted))];
		const sums: Sums = { certified, deducted, waiting: of('declared'), parked: of('parked'), declared: sum([certified, deducted, of('declared'), of('parked')]) };
		return [{ partner: first.partner, line: first.line, period: first.period, entered: of('entered'), sums }];
	});
	return [...direct, ...flatRateLines(document).flatMap(({ key, of, percent }) => direct.filter(({ line }) => line === of).map((base) => ({ ...base, line: key, entered: difference(flatRateOf({ ...base.sums, waiting: sum([base.sums.waiting, base.entered]) }, percent).declared, flatRateOf(base.sums, percent).declared), sums: flatRateOf(base.sums, percent) })))];
}

/** Lines paid as a percentage of a line of items. */
export const flatRateLines = (document: ProjectDocument): { key: string; of: string; percent: string }[] =>
	document.lines.flatMap(({ key, flatRate }) => (flatRate !== null && document.lines.some((line) => line.key === flatRate.of && line.flatRate === null) ? [{ key, ...flatRate }] : []));

function figuresOf(planned: Amount | null, { entered, sums }: Actual, ended: boolean): PlanFigures {
	const claimed = sum([entered, sums.waiting, sums.certified, sums.parked]);
	return { planned, entered, waiting: sums.waiting, certified: sums.certified, parked: sums.parked, claimed, deducted: sums.deducted, left: planned === null ? null : difference(planned, claimed), forecast: forecastOf(planned, claimed, ended) };
}

function added(cells: readonly Cell[]): PlanFigures {
	const all = cells.map(({ figures }) => figures);
	const total = (of: (figures: PlanFigures) => Amount): Amount => sum(all.map(of));
	const plans = all.flatMap(({ planned }) => (planned === null ? [] : [planned]));
	const planned = plans.length === 0 ? null : sum(plans);
	const claimed = total((f) => f.claimed);
	return { planned, entered: total((f) => f.entered), waiting: total((f) => f.waiting), certified: total((f) => f.certified), parked: total((f) => f.parked), claimed, deducted: total((f) => f.deducted), left: planned === null ? null : difference(planned, claimed), forecast: total((f) => f.forecast) };
}
