import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { sum, type Amount } from '#platform/money.ts';
import { dayOf } from '#platform/clock.ts';
import type { ProjectDocument } from '../model.ts';
import type { ProjectVersion } from '../project.ts';
import { flatRateOf } from './amounts.ts';
import { fundParts } from './funds.ts';
import { selectCorrections, selectEvents, selectItem, selectItems, selectSameInvoice } from './item-store.ts';
import { nextItemState, nextReportState } from './lifecycle.ts';
import { itemOf, loadToRead, reportState, type ReadSpending } from './loading.ts';
import type { Expenditure, ItemEvent, ItemFilter } from './model.ts';
import { comparePlan, flatRateLines, type PlanAgainstActual } from './plan.ts';
import { selectProcurements, type ProcurementChoice } from './procurement-store.ts';
import { selectReports } from './report-store.ts';
import { selectDeclaredSums, selectStateSums, type DeclaredLine } from './totals-store.ts';

/** One page of a project's items with the number and the claimed sum of all that match. For whoever follows the project from within. */
export async function expenditureOf(context: Context, projectId: string, filter: ItemFilter = {}): Promise<{ items: Expenditure[]; count: number; amount: Amount }> {
	const { project } = await loadToRead(context, projectId);
	return selectItems(context, project.id, filter);
}

export interface SpendingPage extends ReadSpending {
	readonly items: readonly Expenditure[];
	readonly count: number;
	readonly amount: Amount;
}

export async function spendingPage(context: Context, projectId: string, filter: ItemFilter): Promise<SpendingPage> {
	const access = await loadToRead(context, projectId);
	return { ...access, ...(await selectItems(context, access.project.id, filter)) };
}

export interface ItemView extends ReadSpending {
	readonly version: ProjectVersion;
	readonly item: Expenditure;
	readonly events: readonly ItemEvent[];
	readonly corrections: readonly Expenditure[];
	readonly corrected: Expenditure | null;
	/** Other items with the same invoice of the same supplier. */
	readonly same: readonly Expenditure[];
	readonly procurement: ProcurementChoice | null;
	readonly may: { readonly change: boolean; readonly withdraw: boolean; readonly correct: boolean };
}

/** One item with its history, its corrections and what the actor may do with it. */
export async function itemView(context: Context, projectId: string, itemId: string): Promise<ItemView> {
	const access = await loadToRead(context, projectId);
	const { version } = access;
	if (version === null) throw new NotFound();
	const item = await itemOf(context, access.project.id, itemId);
	const own = access.open && access.mine.some(({ key }) => key === item.partner);
	const procurements = item.procurementId === null ? [] : await selectProcurements(context, access.project.id, item.partner);
	const certified = item.state === 'certified' && (await reportState(context, access.project.id, item.partner, item.period)) === 'certified';
	return {
		...access,
		version,
		item,
		events: await selectEvents(context, item.id),
		corrections: await selectCorrections(context, item),
		corrected: item.corrects === null ? null : await selectItem(context, item.corrects),
		same: item.kind === 'item' ? await selectSameInvoice(context, item) : [],
		procurement: procurements.find(({ id }) => id === item.procurementId) ?? null,
		may: {
			change: own && nextItemState(item.state, 'change') !== null,
			withdraw: own && nextItemState(item.state, 'withdraw') !== null && (item.state !== 'parked' || (await reportOfItemDone(context, access.project.id, item))),
			correct: own && certified && item.kind === 'item'
		}
	};
}

/** A parked item of a report that is still being checked may yet be certified. */
const reportOfItemDone = async (context: Context, projectId: string, item: Expenditure): Promise<boolean> => (await reportState(context, projectId, item.partner, item.period)) === 'certified';

export interface EntryForm extends ReadSpending {
	readonly version: ProjectVersion;
	/** Contracts of the partners for whom the actor may enter, by partner. */
	readonly procurements: readonly ProcurementChoice[];
	/** Periods by partner that take items: "partner/period". */
	readonly takes: readonly string[];
}

/** What the form of an item offers. NotFound while nothing was agreed. */
export async function entryForm(context: Context, projectId: string): Promise<EntryForm> {
	const access = await loadToRead(context, projectId);
	const { version } = access;
	if (version === null) throw new NotFound();
	const reports = new Map((await selectReports(context, access.project.id)).map(({ partner, period, state }) => [`${partner}/${period}`, state]));
	const takes = access.mine.flatMap(({ key }) => version.document.periods.map((period) => `${key}/${period.key}`)).filter((at) => nextReportState(reports.get(at) ?? 'draft', 'enter') !== null);
	return { ...access, version, procurements: await selectProcurements(context, access.project.id), takes };
}

/** Plan against actual of a project with the version in force now, by partner, line and period. NotFound while nothing was agreed. */
export async function planAgainstActual(context: Context, projectId: string): Promise<PlanAgainstActual & ReadSpending> {
	const access = await loadToRead(context, projectId);
	if (access.version === null) throw new NotFound();
	return { ...access, ...comparePlan(access.version.document, await selectStateSums(context, access.project.id), dayOf(context.now)) };
}

export interface CertifiedPart {
	readonly partner: string;
	readonly period: string;
	/** Null: borne by no fund that the version names. */
	readonly fund: string | null;
	readonly amount: Amount;
}

/** Expenditure of certified reports, flat rates included, by partner, period and fund (`fundParts` says how), in the project's currency. Empty while nothing was agreed. */
export async function certifiedByFundAndPeriod(context: Context, projectId: string): Promise<CertifiedPart[]> {
	const { project, version } = await loadToRead(context, projectId);
	if (version === null) return [];
	const lines = withFlatRates(version.document, (await selectDeclaredSums(context, project.id)).filter(({ state }) => state === 'certified'));
	return [...Map.groupBy(lines, ({ partner, period }) => `${partner}/${period}`).values()].flatMap((group): CertifiedPart[] => {
		const [first] = group;
		if (!first) return [];
		return fundParts(version.document, first.partner, sum(group.map(({ certified }) => certified))).map((part) => ({ partner: first.partner, period: first.period, ...part }));
	});
}

/** A report's sums by line with what flat rates pay on them. */
export function withFlatRates(document: ProjectDocument, lines: readonly DeclaredLine[]): DeclaredLine[] {
	const paid = flatRateLines(document).flatMap(({ key, of, percent }) => lines.filter(({ line }) => line === of).map((base): DeclaredLine => ({ ...base, line: key, count: 0, ...flatRateOf(base, percent) })));
	return [...lines, ...paid];
}
