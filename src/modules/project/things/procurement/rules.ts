import type { FieldError } from '#platform/errors.ts';
import { compareAmounts, sum } from '#platform/money.ts';
import { dayProblem, hasText } from '../fields.ts';
import { mostItems, type InventoryItem, type Procurement, type ProcurementInput, type TypedItem } from './model.ts';

/** What a contract contradicts in itself, by field of the form; `today` is `YYYY-MM-DD`. */
export function procurementProblems(input: ProcurementInput, today: string): Record<string, FieldError> {
	const problems: Record<string, FieldError> = {};
	if (!hasText(input.subject)) problems['subject_lv'] = { code: 'things_text_missing' };
	const [signedOn, deliveredOn] = [dayProblem(input.signedOn, today), dayProblem(input.deliveredOn, today)];
	if (signedOn) problems['signedOn'] = signedOn;
	if (deliveredOn) problems['deliveredOn'] = deliveredOn;
	else if (input.deliveredOn !== null && input.signedOn !== null && input.deliveredOn < input.signedOn) problems['deliveredOn'] = { code: 'things_delivered_before_signed' };
	return problems;
}

/** The rows of the inventory form in their order; fields are named number_0, name_0, count_0, place_0 and so on. */
export function typedItems(typed: Readonly<Record<string, string | string[]>>): TypedItem[] {
	const rows = Object.keys(typed).flatMap((name) => /^(?:number|name|count|place)_(\d{1,3})$/.exec(name)?.[1] ?? []);
	const text = (name: string) => [typed[name] ?? ''].flat()[0]?.trim() ?? '';
	const last = rows.length === 0 ? -1 : Math.max(...rows.map(Number));
	return Array.from({ length: last + 1 }, (_, row) => ({ number: text(`number_${row}`), name: text(`name_${row}`), count: text(`count_${row}`), place: text(`place_${row}`) }));
}

/**
 * The inventory of typed rows: empty rows fall out, the count is one where none is typed. By field of the form: a row
 * without a name, a count that is no whole number, a number of the inventory that another thing of the project bears (`taken`).
 */
export function readInventory(rows: readonly TypedItem[], taken: ReadonlySet<string>): { readonly items: InventoryItem[] } | { readonly errors: Record<string, FieldError> } {
	const errors: Record<string, FieldError> = {};
	const items: InventoryItem[] = [];
	const seen = new Set(taken);
	for (const [row, typed] of rows.entries()) {
		if (Object.values(typed).every((text) => text === '')) continue;
		if (typed.name === '') errors[`name_${row}`] = { code: 'required' };
		for (const [field, max] of [['number', 60], ['name', 200], ['place', 200]] as const) if (typed[field].length > max) errors[`${field}_${row}`] = { code: 'too_long', params: { max } };
		if (typed.count !== '' && !/^[1-9]\d{0,5}$/.test(typed.count)) errors[`count_${row}`] = { code: 'things_quantity_wrong' };
		if (typed.number !== '') {
			if (seen.has(typed.number)) errors[`number_${row}`] = { code: 'things_inventory_number_twice', params: { number: typed.number.slice(0, 60) } };
			seen.add(typed.number);
		}
		items.push({ number: typed.number, name: typed.name, count: typed.count === '' ? 1 : Number(typed.count), place: typed.place });
	}
	if (items.length > mostItems) return { errors: { form: { code: 'things_inventory_full', params: { max: mostItems } } } };
	return Object.keys(errors).length > 0 ? { errors } : { items };
}

export interface ProcurementTotal {
	readonly currency: string;
	readonly amount: string;
	readonly count: number;
}

/** Sums by currency, the largest first, and how many contracts say no amount: they are in no sum. */
export function procurementTotals(procurement: readonly Procurement[]): { totals: ProcurementTotal[]; without: number } {
	const said = procurement.filter((p) => p.amount !== null && p.currency !== null);
	const totals = [...Map.groupBy(said, (p) => p.currency ?? '')].map(([currency, items]) => ({ currency, amount: sum(items.map((p) => p.amount ?? '0.00')), count: items.length }));
	return { totals: totals.sort((a, b) => compareAmounts(b.amount, a.amount) || (a.currency < b.currency ? -1 : 1)), without: procurement.length - said.length };
}
