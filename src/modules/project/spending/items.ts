import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid } from '#platform/errors.ts';
import { compareAmounts, sum } from '#platform/money.ts';
import { fieldErrors } from '#platform/web/form.ts';
import { dayInSentence } from '#i18n/format.ts';
import type { ProjectVersion } from '../project.ts';
import { isNegative } from './amounts.ts';
import { claimedAmount } from './conversion.ts';
import { insertEvents, insertItems, moveItems, selectCorrections, updateItem } from './item-store.ts';
import { nextItemState, type ItemAction, type ItemState } from './lifecycle.ts';
import { assertTakesItems, itemOf, loadItemToWork, loadToWork, reportState } from './loading.ts';
import { ItemInput, type CheckedItem, type Expenditure, type ItemKind } from './model.ts';
import { hasProcurement } from './procurement-store.ts';
import { checkItem, type CheckSettings } from './rules.ts';

/** How items are checked in this call. */
export const checkSettings = (context: Context, version: ProjectVersion, kind: ItemKind): CheckSettings => ({
	document: version.document,
	kind,
	today: dayOf(context.now),
	showDay: (day) => dayInSentence(day, context.locale),
	locale: context.locale
});

/**
 * Enters an item for a partner and returns its id. For the partner's own people and who keeps projects. Invalid by field
 * (outside the eligible period, negative, no rate for the day …); Conflict when the partner's report of the period is
 * submitted or certified, or the project's state allows no expenditure.
 */
export async function enterItem(context: Context, projectId: string, input: ItemInput): Promise<string> {
	const { project, version } = await loadToWork(context, projectId, 'report', 'spend', input.partner);
	const item = await checked(context, projectId, version, parsedItem(input), 'item');
	await assertTakesItems(context, project.id, item.partner, item.period);
	const id = context.newId();
	await insertItems(context, project.id, [{ ...item, id, kind: 'item', corrects: null }]);
	await record(context, version, 'expenditure.entered', { id, partner: item.partner }, { after: auditable(item) });
	return id;
}

/** Changes an item that is not declared; its partner stays. Conflict as above, and when somebody changed it since `revision`. */
export async function changeItem(context: Context, projectId: string, itemId: string, revision: number, input: Omit<ItemInput, 'partner'>): Promise<void> {
	const { version, item: before } = await loadItemToWork(context, projectId, itemId);
	stateAfter(before, 'change');
	assertRevision(before, revision);
	const item = await checked(context, projectId, version, parsedItem({ ...input, partner: before.partner }), before.kind);
	if (before.kind === 'correction') await assertCovered(context, projectId, before.corrects ?? '', item, before.id);
	await assertTakesItems(context, projectId, item.partner, item.period);
	await updateItem(context, before.id, item);
	await record(context, version, 'expenditure.changed', before, { before: auditable(before), after: auditable(item) });
}

/** Takes an entered or parked item back for good, with the reason; it stays readable and counts nowhere but in the reports that declared it. */
export async function withdrawItem(context: Context, projectId: string, itemId: string, revision: number, reason: string): Promise<void> {
	const { version, item } = await loadItemToWork(context, projectId, itemId);
	const state = stateAfter(item, 'withdraw');
	assertRevision(item, revision);
	// While its report is being checked, the decision to park it can still change.
	if (item.state === 'parked' && (await reportState(context, projectId, item.partner, item.period)) !== 'certified') throw new Conflict('spending_item_state');
	if (reason.trim() === '') throw new Invalid({ reason: { code: 'spending_reason_missing' } });
	await moveItems(context, [item.id], { state, reason: reason.trim() });
	await insertEvents(context, [{ itemId: item.id, action: 'withdraw', reportId: item.reportId, reason: reason.trim() }]);
	await record(context, version, 'expenditure.withdrawn', item, { before: { state: item.state }, after: { state, reason: reason.trim() } });
}

/** What a correction says itself; line, supplier and currency are those of the item it corrects. */
export type CorrectionInput = Pick<ItemInput, 'period' | 'invoice' | 'invoicedOn' | 'paidOn' | 'net' | 'vat'> & { readonly description: string };

/**
 * Enters a correction of a certified item, the only kind of item that may be negative, and returns its id. It is converted
 * by the rate of what it corrects. Invalid when the item and its corrections together would fall below nothing.
 */
export async function enterCorrection(context: Context, projectId: string, itemId: string, input: CorrectionInput): Promise<string> {
	const { project, version, item: corrected } = await loadItemToWork(context, projectId, itemId);
	if (corrected.kind === 'correction') throw new Conflict('spending_correction_of_correction');
	stateAfter(corrected, 'correct');
	// Until its report is certified, the decision itself can still be changed.
	if ((await reportState(context, projectId, corrected.partner, corrected.period)) !== 'certified') throw new Conflict('spending_correct_later');
	if (input.description.trim() === '') throw new Invalid({ description: { code: 'spending_reason_missing' } });
	const { partner, line, activity, procurementId, supplier, vatEligible, currency, rate, rateOn } = corrected;
	const item = await checked(context, projectId, version, parsedItem({ partner, line, activity, procurementId, supplier, vatEligible, currency, rate, rateOn, ...input }), 'correction');
	await assertCovered(context, projectId, corrected.id, item, null);
	await assertTakesItems(context, project.id, item.partner, item.period);
	const id = context.newId();
	await insertItems(context, project.id, [{ ...item, id, kind: 'correction', corrects: corrected.id }]);
	await record(context, version, 'expenditure.corrected', { id, partner: item.partner }, { after: { ...auditable(item), corrects: corrected.id } });
	return id;
}

async function checked(context: Context, projectId: string, version: ProjectVersion, item: CheckedItem, kind: ItemKind) {
	const errors = checkItem(item, checkSettings(context, version, kind));
	if (item.procurementId !== null && !(await hasProcurement(context, projectId, item.partner, item.procurementId))) errors['procurementId'] ??= { code: 'spending_procurement_unknown' };
	if (Object.keys(errors).length > 0) throw new Invalid(errors);
	return { ...item, ...(await claimedAmount(context, version.document.currency, item)) };
}

/** Invalid when the certified part of an item and all its corrections, this one included, would be below nothing. */
async function assertCovered(context: Context, projectId: string, correctedId: string, correction: { readonly amount: string }, except: string | null): Promise<void> {
	const item = await itemOf(context, projectId, correctedId);
	const others = (await selectCorrections(context, item)).filter(({ id, state }) => id !== except && state !== 'withdrawn' && state !== 'deducted');
	const left = sum([item.certified ?? '0.00', ...others.map(({ certified, amount }) => certified ?? amount), correction.amount]);
	if (isNegative(left) && isNegative(correction.amount)) throw new Invalid({ net: { code: 'spending_correction_too_large' } });
	if (compareAmounts(left, item.amount) > 0) throw new Invalid({ net: { code: 'spending_correction_above' } });
}

/** The item with what was left out; Invalid by field for what no form sends, so that callers of any kind get an answer. */
function parsedItem(input: unknown): CheckedItem {
	const parsed = ItemInput.safeParse(input);
	if (!parsed.success) throw new Invalid(fieldErrors(parsed.error));
	return parsed.data;
}

/** The state an action leads to; Conflict with words by the state when it is not allowed. */
export function stateAfter(item: Pick<Expenditure, 'state'>, action: ItemAction): ItemState {
	const state = nextItemState(item.state, action);
	if (state === null) throw new Conflict('spending_item_state');
	return state;
}

export function assertRevision(item: Pick<Expenditure, 'revision'>, revision: number): void {
	if (item.revision !== revision) throw new Conflict('spending_changed_elsewhere');
}

const auditable = (item: CheckedItem | Expenditure) => ({
	partner: item.partner,
	line: item.line,
	period: item.period,
	invoice: item.invoice,
	invoicedOn: item.invoicedOn,
	paidOn: item.paidOn,
	net: item.net,
	vat: item.vat,
	vatEligible: item.vatEligible,
	currency: item.currency,
	rate: item.rate
});

function record(context: Context, version: ProjectVersion, action: 'expenditure.entered' | 'expenditure.changed' | 'expenditure.withdrawn' | 'expenditure.corrected', item: { readonly id: string; readonly partner: string }, change: { before?: Record<string, unknown>; after?: Record<string, unknown> }): Promise<void> {
	return audit(context, { action, subject: { kind: 'expenditure', id: item.id }, institutionId: version.document.partners.find(({ key }) => key === item.partner)?.institutionId ?? null, ...change });
}
