import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import type { ProjectDocument } from '../../model.ts';
import { authorisePartner, loadToWrite } from '../access.ts';
import { rowId } from '../fields.ts';
import { readCost } from '../objects/rules.ts';
import type { Procurement, ProcurementInput, TypedItem } from './model.ts';
import { procurementProblems, readInventory } from './rules.ts';
import { hasExpenditure, insertProcurement, markProcurementRemoved, selectProcurement, updateInventory, updateProcurement, type ProcurementValues } from './store.ts';

// Suppliers may be people: the audit says that there is one, not who.
const auditable = ({ supplier, ...rest }: ProcurementValues): Record<string, unknown> => ({ ...rest, supplier: supplier !== '' });

/**
 * Writes down a contract of a partner and returns its id. Who keeps projects and the partner's people may. Invalid by
 * field of the form; Conflict when the project's state does not allow it.
 */
export async function addProcurement(context: Context, projectId: string, input: ProcurementInput): Promise<string> {
	const { project, document, institutionId } = await loadToWrite(context, projectId, () => input.partner);
	const values = checkProcurement(context, document, input);
	const id = context.newId();
	await insertProcurement(context, project.id, id, values);
	await audit(context, { action: 'project.procurement_added', subject: { kind: 'project', id: project.id }, institutionId, after: { id, ...auditable(values) } });
	return id;
}

/** Changes a contract. Conflict `things_changed_elsewhere` when somebody changed it since `revision`; giving it to another partner needs the right for both. */
export async function changeProcurement(context: Context, projectId: string, id: string, revision: number, input: ProcurementInput): Promise<void> {
	const { before, project, document, institutionId } = await loadProcurementToWrite(context, projectId, id);
	authorisePartner(context, document, input.partner);
	if (before.revision !== revision) throw new Conflict('things_changed_elsewhere');
	const values = checkProcurement(context, document, input);
	await updateProcurement(context, before, values);
	await audit(context, { action: 'project.procurement_changed', subject: { kind: 'project', id: project.id }, institutionId, before: auditable(before), after: auditable(values) });
}

/**
 * Replaces the inventory of a contract by the typed rows. Invalid by field, also for a number that another thing of the
 * project bears; Conflict when somebody changed the contract since `revision`.
 */
export async function saveInventory(context: Context, projectId: string, id: string, revision: number, rows: readonly TypedItem[]): Promise<void> {
	const { before, project, institutionId } = await loadProcurementToWrite(context, projectId, id);
	if (before.revision !== revision) throw new Conflict('things_changed_elsewhere');
	const others = (await selectProcurement(context, project.id)).filter((p) => p.id !== before.id);
	const read = readInventory(rows, new Set(others.flatMap((p) => p.inventory.map((item) => item.number)).filter((number) => number !== '')));
	if ('errors' in read) throw new Invalid(read.errors);
	await updateInventory(context, before, read.items);
	await audit(context, { action: 'project.inventory_saved', subject: { kind: 'project', id: project.id }, institutionId, before: { id: before.id, items: before.inventory.length }, after: { items: read.items } });
}

/** Takes a contract out of sight. Conflict while an item of expenditure names it. */
export async function removeProcurement(context: Context, projectId: string, id: string, revision: number): Promise<void> {
	const { before, project, institutionId } = await loadProcurementToWrite(context, projectId, id);
	if (before.revision !== revision) throw new Conflict('things_changed_elsewhere');
	if (await hasExpenditure(context, before.id)) throw new Conflict('things_procurement_in_use');
	await markProcurementRemoved(context, before.id);
	await audit(context, { action: 'project.procurement_removed', subject: { kind: 'project', id: project.id }, institutionId, before: { id: before.id, ...auditable(before) } });
}

/** The contract for writing, its project locked. A partner that the version in force no longer has leaves it to who keeps projects. */
async function loadProcurementToWrite(context: Context, projectId: string, id: string): Promise<{ before: Procurement } & Awaited<ReturnType<typeof loadToWrite>>> {
	const known = rowId(id);
	const found = known === null || rowId(projectId) === null ? undefined : (await selectProcurement(context, projectId, known))[0];
	const loaded = await loadToWrite(context, projectId, (document) => (found && document.partners.some((p) => p.key === found.partner) ? found.partner : null));
	// Read again under the lock: somebody may have been quicker.
	const before = found && (await selectProcurement(context, projectId, found.id))[0];
	if (!before) throw new NotFound();
	return { ...loaded, before };
}

function checkProcurement(context: Context, document: ProjectDocument, input: ProcurementInput): ProcurementValues {
	const problems = procurementProblems(input, dayOf(context.now));
	const amount = readCost(input.amount, input.currency === '' ? document.currency : input.currency, 'amount');
	const failed = { ...problems, ...('errors' in amount ? amount.errors : {}) };
	if ('errors' in amount || Object.keys(failed).length > 0) throw new Invalid(failed);
	const { partner, subject, kind, contract, supplier, signedOn, deliveredOn } = input;
	return { partner, subject, kind, contract, supplier, amount: amount.amount, currency: amount.currency, signedOn, deliveredOn };
}
