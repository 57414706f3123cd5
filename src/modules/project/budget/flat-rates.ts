import { fromCents, percentOf } from '#platform/money.ts';
import type { BudgetCell, ProjectDocument } from '../model.ts';
import { compareAmount } from './agreement.ts';
import { budgetAxes, type Compared } from './model.ts';
import { axisKeys, sumsBy } from './totals.ts';

/** Lines paid as a percentage of another, each after the line it depends on; `circular` are those that depend on themselves. */
export function flatRateOrder(lines: ProjectDocument['lines']): { ordered: ProjectDocument['lines']; circular: string[] } {
	const waiting = new Map(lines.filter(({ flatRate }) => flatRate !== null).map((line) => [line.key, line]));
	const ordered: ProjectDocument['lines'] = [];
	for (let moved = true; moved; ) {
		moved = false;
		for (const line of waiting.values()) {
			if (line.flatRate === null || waiting.has(line.flatRate.of)) continue;
			waiting.delete(line.key);
			ordered.push(line);
			moved = true;
		}
	}
	return { ordered, circular: [...waiting.keys()] };
}

/**
 * The budget with every flat-rate cell computed anew: the line's percentage of the other line, for each partner, fund and
 * period by itself, rounded half up to the cent. What was entered as a lump sum or as real cost stays and takes the place of
 * the computed cell. Lines that depend on themselves are left as they are.
 */
export function withFlatRates(document: ProjectDocument): BudgetCell[] {
	const { ordered } = flatRateOrder(document.lines);
	let cells = document.budget;
	for (const { key, flatRate } of ordered) {
		if (flatRate === null) continue;
		cells = cells.filter((cell) => cell.line !== key || cell.kind !== 'flat-rate');
		const kept = new Set(cells.filter((cell) => cell.line === key).map(({ partner, fund, period }) => `${partner}/${fund}/${period}`));
		const computed = [...sumsBy(cells.filter(({ line }) => line === flatRate.of), ['partner', 'fund', 'period'])].flatMap(([place, value]): BudgetCell[] => {
			const [partner = '', fund = '', period = ''] = place.split('/');
			return kept.has(place) ? [] : [{ partner, line: key, fund, period, amount: percentOf(fromCents(value), flatRate.percent), kind: 'flat-rate' }];
		});
		cells = [...cells, ...computed];
	}
	return inOrder(document, cells);
}

/** In the document's order of partners, lines, funds and periods, so that equal budgets are equal documents. */
function inOrder(document: ProjectDocument, cells: readonly BudgetCell[]): BudgetCell[] {
	const places = budgetAxes.map((axis) => ({ axis, at: new Map(axisKeys({ ...document, budget: [...cells] }, axis).map((key, index) => [key, index])) }));
	return [...cells].sort((a, b) => places.reduce((order, { axis, at }) => (order !== 0 ? order : (at.get(a[axis]) ?? 0) - (at.get(b[axis]) ?? 0)), 0));
}

/** Each partner's flat-rate sum beside the percentage of the sum it stands on; every cell may be rounded by a cent. */
export function flatRateAgreements(document: ProjectDocument): { readonly line: string; readonly of: string; readonly percent: string; readonly partner: string; readonly compared: Compared }[] {
	const byLine = sumsBy(document.budget, ['line', 'partner']);
	return document.lines.flatMap(({ key, flatRate }) => {
		if (flatRate === null) return [];
		const cells = document.budget.filter(({ line, kind }) => line === key && kind === 'flat-rate');
		return [...sumsBy(cells, ['partner'])].map(([partner, value]) => {
			const base = byLine.get(`${flatRate.of}/${partner}`) ?? 0n;
			const tolerance = BigInt(cells.filter((cell) => cell.partner === partner).length);
			return { line: key, of: flatRate.of, percent: flatRate.percent, partner, compared: compareAmount(fromCents(value), percentOf(fromCents(base), flatRate.percent), tolerance) };
		});
	});
}
