import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import type { ProjectDocument } from '../../model.ts';
import { municipalitiesAsOf } from '#modules/territory/index.ts';
import { authorisePartner, checkSource, loadToWrite } from '../access.ts';
import { rowId } from '../fields.ts';
import type { ObjectInput, ProjectObject } from './model.ts';
import { objectProblems, readCost } from './rules.ts';
import { insertObject, markObjectRemoved, selectObjects, updateObject, type ObjectValues } from './store.ts';

/**
 * Writes down an object that was built (or is being built) and returns its id. Who keeps projects and the people of its
 * partner may. Invalid by field of the form; Conflict when the project's state does not allow it.
 */
export async function addObject(context: Context, projectId: string, input: ObjectInput): Promise<string> {
	const { project, document, institutionId } = await loadToWrite(context, projectId, () => input.partner);
	const values = await checkObject(context, document, input);
	const id = context.newId();
	await insertObject(context, project.id, id, values);
	await audit(context, { action: 'project.object_added', subject: { kind: 'project', id: project.id }, institutionId, after: { id, ...values } });
	return id;
}

/** Changes what is said about an object. Conflict `things_changed_elsewhere` when somebody changed it since `revision`; giving it to another partner needs the right for both. */
export async function changeObject(context: Context, projectId: string, id: string, revision: number, input: ObjectInput): Promise<void> {
	const { before, project, document, institutionId } = await loadObjectToWrite(context, projectId, id);
	authorisePartner(context, document, input.partner);
	if (before.revision !== revision) throw new Conflict('things_changed_elsewhere');
	const values = await checkObject(context, document, input);
	await updateObject(context, before, values);
	await audit(context, { action: 'project.object_changed', subject: { kind: 'project', id: project.id }, institutionId, ...changes(before, values) });
}

/** Takes an object out of sight with its photos; what it said stays in the audit. */
export async function removeObject(context: Context, projectId: string, id: string, revision: number): Promise<void> {
	const { before, project, institutionId } = await loadObjectToWrite(context, projectId, id);
	if (before.revision !== revision) throw new Conflict('things_changed_elsewhere');
	await markObjectRemoved(context, before.id);
	const { photos, ...said } = before;
	await audit(context, { action: 'project.object_removed', subject: { kind: 'project', id: project.id }, institutionId, before: { ...said, photos: photos.length } });
}

/** The object for writing, its project locked. A partner that the version in force no longer has leaves the object to who keeps projects. */
export async function loadObjectToWrite(context: Context, projectId: string, id: string): Promise<{ before: ProjectObject } & Awaited<ReturnType<typeof loadToWrite>>> {
	const known = rowId(id);
	const found = known === null || rowId(projectId) === null ? undefined : (await selectObjects(context, projectId, known))[0];
	const loaded = await loadToWrite(context, projectId, (document) => (found && document.partners.some((p) => p.key === found.partner) ? found.partner : null));
	// Read again under the lock: somebody may have been quicker.
	const before = found && (await selectObjects(context, projectId, found.id))[0];
	if (!before) throw new NotFound();
	return { ...loaded, before };
}

async function checkObject(context: Context, document: ProjectDocument, input: ObjectInput): Promise<ObjectValues> {
	const problems = objectProblems(input, document, dayOf(context.now));
	const cost = readCost(input.cost, input.currency === '' ? document.currency : input.currency, 'cost');
	const failed = { ...problems, ...('errors' in cost ? cost.errors : {}) };
	if ('errors' in cost || Object.keys(failed).length > 0) throw new Invalid(failed);
	if (input.municipalityId !== null && !(await municipalitiesAsOf(context)).some((m) => m.recorded.id === input.municipalityId)) throw new Invalid({ municipality: { code: 'wrong' } });
	return {
		planKey: input.planKey,
		partner: input.partner,
		place: input.place,
		municipalityId: input.municipalityId,
		ownership: input.ownership,
		built: input.built,
		quantity: input.quantity,
		cost: cost.amount,
		currency: cost.currency,
		state: input.state,
		finishedOn: input.finishedOn,
		asOf: input.asOf,
		source: checkSource(document, input.source)
	};
}

/** Only the fields that changed, before and after. */
function changes(before: ProjectObject, after: ObjectValues): { before: Record<string, unknown>; after: Record<string, unknown> } {
	const changed = (Object.keys(after) as (keyof ObjectValues)[]).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
	return { before: Object.fromEntries(changed.map((key) => [key, before[key]])), after: Object.fromEntries(changed.map((key) => [key, after[key]])) };
}
