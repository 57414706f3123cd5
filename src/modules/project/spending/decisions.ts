import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound, type FieldError } from '#platform/errors.ts';
import { compareAmounts, difference } from '#platform/money.ts';
import { formatMoney } from '#i18n/format.ts';
import { fieldErrors } from '#platform/web/form.ts';
import { isPartOf, isZero } from './amounts.ts';
import { decideItems as writeItems, insertEvents, selectItemsById, type ItemDecision } from './item-store.ts';
import { nextItemState, type ItemAction } from './lifecycle.ts';
import { loadToWork } from './loading.ts';
import { Decision, type Expenditure } from './model.ts';
import { known, record, reportAfter, type ReportPlace } from './reports.ts';
import { decideDeclared, selectDeclared, updateReport } from './report-store.ts';

type Checked = ReturnType<typeof Decision.parse>;

/**
 * Decides about items of a submitted report, all or none: certified in full or in part, deducted with the reason, parked with
 * the reason, or the decision taken back. For who keeps projects. Invalid names each decision that does not fit, at
 * `certified-<item>` or `reason-<item>`; Conflict when somebody decided meanwhile.
 */
export async function decideItems(context: Context, projectId: string, place: ReportPlace, decisions: readonly Decision[]): Promise<void> {
	const { version } = await loadToWork(context, projectId, 'keep', 'report');
	const report = await known(context, projectId, place);
	reportAfter(report, 'decide');
	const wanted = decisions.map((decision) => parsedDecision(decision));
	const items = new Map((await selectItemsById(context, projectId, wanted.map(({ itemId }) => itemId))).map((item) => [item.id, item]));
	const errors: Record<string, FieldError> = {};
	const written: ItemDecision[] = [];
	for (const decision of wanted) {
		const item = items.get(decision.itemId);
		// Decided once in one call, and only what this report declares.
		if (!item || item.reportId !== report.id || !items.delete(decision.itemId)) throw new NotFound();
		if (item.revision !== decision.revision) throw new Conflict('spending_decided_elsewhere');
		const outcome = decide(item, decision, errors);
		if (outcome) written.push({ id: item.id, ...outcome });
	}
	if (Object.keys(errors).length > 0) throw new Invalid(errors);
	if (written.length === 0) throw new Conflict('spending_nothing_decided');
	await store(context, report.id, written);
	await record(context, version, 'partner_report.decided', report, { after: { items: written.length } });
}

function parsedDecision(decision: Decision): Checked {
	const parsed = Decision.safeParse(decision);
	if (!parsed.success) throw new Invalid(fieldErrors(parsed.error));
	return parsed.data;
}

/** What becomes of an item, or null with the error noted. */
function decide(item: Expenditure, { decision, certified: part, reason }: Checked, errors: Record<string, FieldError>): Omit<ItemDecision, 'id'> | null {
	const certified = decision === 'certify' ? (part ?? item.amount) : '0.00';
	const none = decision === 'certify' && isZero(certified) && !isZero(item.amount);
	const action: ItemAction = none ? 'deduct' : decision;
	const state = nextItemState(item.state, action);
	if (state === null || state === 'entered' || state === 'withdrawn') throw new Conflict('spending_decided_elsewhere');
	if (!isPartOf(certified, item.amount)) {
		errors[`certified-${item.id}`] = { code: 'spending_certified_outside', params: { invoice: item.invoice, amount: formatMoney(item.amount) } };
		return null;
	}
	const whole = decision === 'certify' && compareAmounts(certified, item.amount) === 0;
	if (decision !== 'reopen' && !whole && reason === '') {
		errors[`reason-${item.id}`] = { code: 'spending_decision_reason', params: { invoice: item.invoice } };
		return null;
	}
	const decided = state === 'certified' || state === 'deducted';
	return { action: action as ItemDecision['action'], state, certified: decided ? certified : null, deducted: decided ? difference(item.amount, certified) : null, reason: whole || decision === 'reopen' ? '' : reason };
}

/**
 * Ends the checking of a submitted report. With `rest` everything that is still waiting is certified in full; without it
 * waiting items are a Conflict. From then on the report and its figures stay as they are.
 */
export async function certifyReport(context: Context, projectId: string, place: ReportPlace, { rest }: { readonly rest: boolean }): Promise<void> {
	const { version } = await loadToWork(context, projectId, 'keep', 'report');
	const report = await known(context, projectId, place);
	const state = reportAfter(report, 'certify');
	const waiting = (await selectDeclared(context, report.id)).filter(({ outcome }) => outcome === 'waiting').map(({ itemId }) => itemId);
	if (waiting.length > 0 && !rest) throw new Conflict('spending_items_waiting', { count: waiting.length });
	const items = await selectItemsById(context, projectId, waiting);
	await store(context, report.id, items.map((item) => ({ id: item.id, action: 'certify', state: 'certified', certified: item.amount, deducted: '0.00', reason: '' })));
	await updateReport(context, report.id, { state, decided_at: context.now });
	await record(context, version, 'partner_report.certified', report, { before: { state: report.state }, after: { state, certifiedInFull: waiting.length } });
}

async function store(context: Context, reportId: string, all: readonly ItemDecision[]): Promise<void> {
	if (all.length === 0) return;
	await writeItems(context, all);
	await decideDeclared(context, reportId, all.map(({ id, state, certified, deducted }) => ({ id, outcome: state === 'declared' ? 'waiting' : state, certified, deducted })));
	await insertEvents(context, all.map(({ id, action, certified, deducted, reason }) => ({ itemId: id, action, reportId, certified, deducted, reason })));
}
