import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { dayOf } from '#platform/clock.ts';
import { Conflict, Forbidden, Invalid, NotFound, type FieldError } from '#platform/errors.ts';
import { CycleId, InstitutionId } from '#platform/ids.ts';
import { adoptFromLibrary, getVersion } from '../../methodology/index.ts';
import { listInstitutions } from '../../territory/index.ts';
import { loadAssessment, require as requireAction } from '../access.ts';
import type { Cycle, CycleInput } from './model.ts';
import { authoriseRegion, lockCycle, stateAfter } from './policy.ts';
import { checkCycleInput } from './rules.ts';
import { clearOvertakenEnds, insertAssessments, insertCycle, readCycle, readCycleInstitutions, setAssessmentEnd, updateCycle, updateDraft } from './store.ts';

/** Makes a draft cycle led by the actor and returns its id. Invalid with the form's fields when something does not fit. */
export async function createCycle(context: Context, input: CycleInput): Promise<CycleId> {
	authoriseRegion(context);
	if (!context.actor.personId) throw new Forbidden();
	const pinned = await pin(context, input, null);
	const id = CycleId.parse(context.newId());
	await insertCycle(context, id, context.actor.personId, pinned);
	await audit(context, { action: 'cycle.created', subject: { kind: 'cycle', id }, after: auditable(pinned) });
	return id;
}

/** Changes a draft; Conflict when it is no draft any more or somebody saved it since `revision`. */
export async function editCycle(context: Context, id: string, revision: number, input: CycleInput): Promise<void> {
	authoriseRegion(context);
	const cycle = await lockCycle(context, id);
	stateAfter(cycle, 'edit');
	if (cycle.revision !== revision) throw new Conflict('cycle_changed_elsewhere');
	const pinned = await pin(context, input, cycle);
	await updateDraft(context, cycle.id, pinned);
	await audit(context, { action: 'cycle.edited', subject: { kind: 'cycle', id: cycle.id }, after: auditable(pinned) });
}

/** Opens a draft: every chosen institution gets its assessment and may form its group. */
export async function openCycle(context: Context, id: string): Promise<void> {
	authoriseRegion(context);
	const cycle = await lockCycle(context, id);
	const state = stateAfter(cycle, 'open');
	if (cycle.endsOn < dayOf(context.now)) throw new Conflict('cycle_already_over');
	const institutionIds = await readCycleInstitutions(context, cycle.id);
	await insertAssessments(context, cycle.id, institutionIds);
	await updateCycle(context, cycle.id, { state });
	await audit(context, { action: 'cycle.opened', subject: { kind: 'cycle', id: cycle.id }, before: { state: cycle.state }, after: { state, institutions: institutionIds } });
}

/** Gives every institution of an open cycle more time; the new end must be later than the old one. */
export async function extendCycle(context: Context, id: string, endsOn: string): Promise<void> {
	authoriseRegion(context);
	const cycle = await lockCycle(context, id);
	stateAfter(cycle, 'extend');
	if (endsOn <= cycle.endsOn) throw new Invalid({ ends_on: { code: 'cycle_end_not_later' } });
	await updateCycle(context, cycle.id, { ends_on: endsOn });
	await clearOvertakenEnds(context, cycle.id, endsOn);
	await audit(context, { action: 'cycle.extended', subject: { kind: 'cycle', id: cycle.id }, before: { endsOn: cycle.endsOn }, after: { endsOn } });
}

/** Gives one institution more time than the others; the new end must be later than the one it has. */
export async function extendAssessment(context: Context, assessmentId: string, endsOn: string): Promise<void> {
	authoriseRegion(context);
	const assessment = await loadAssessment(context, assessmentId, { lock: true });
	requireAction(assessment, assessment.rights.region, 'extend');
	if (endsOn <= assessment.endsOn) throw new Invalid({ ends_on: { code: 'cycle_end_not_later' } });
	await setAssessmentEnd(context, assessment.id, endsOn);
	await audit(context, {
		action: 'assessment.extended',
		subject: { kind: 'assessment', id: assessment.id },
		institutionId: assessment.institutionId,
		before: { endsOn: assessment.endsOn },
		after: { endsOn }
	});
}

/** Ends the work of all institutions; what is stored stays readable and nothing can be changed any more. */
export const closeCycle = (context: Context, id: string): Promise<void> => change(context, id, 'close', null);
/** Lets the institutions of a closed cycle work again; the reason is kept. */
export const reopenCycle = (context: Context, id: string, reason: string): Promise<void> => change(context, id, 'reopen', reason);
/** Gives a cycle up for good, with the reason. */
export const cancelCycle = (context: Context, id: string, reason: string): Promise<void> => change(context, id, 'cancel', reason);

const pastTense = { close: 'cycle.closed', reopen: 'cycle.reopened', cancel: 'cycle.cancelled' } as const;

async function change(context: Context, id: string, action: keyof typeof pastTense, reason: string | null): Promise<void> {
	authoriseRegion(context);
	const cycle = await lockCycle(context, id);
	const state = stateAfter(cycle, action);
	if (reason !== null && reason.trim() === '') throw new Invalid({ reason: { code: 'required' } });
	await updateCycle(context, cycle.id, { state, ...(reason === null ? {} : { reason: reason.trim() }) });
	await audit(context, { action: pastTense[action], subject: { kind: 'cycle', id: cycle.id }, before: { state: cycle.state }, after: { state, ...(reason === null ? {} : { reason: reason.trim() }) } });
}

/** Checks the input against what the region has and turns the chosen methodology into a version of the region. */
async function pin(context: Context, input: CycleInput, edited: Cycle | null): Promise<CycleInput & { methodologyVersionId: string }> {
	const problems: Record<string, FieldError> = checkCycleInput(input);
	const known = new Set<string>((await listInstitutions(context)).map((i) => i.id));
	if (input.institutionIds.some((id) => !InstitutionId.safeParse(id).success || !known.has(id))) throw new NotFound();
	if (input.previousCycleId !== null) {
		const previous = CycleId.safeParse(input.previousCycleId).success ? await readCycle(context, input.previousCycleId, false) : null;
		if (!previous) throw new NotFound();
		if (previous.id === edited?.id || previous.startsOn >= input.startsOn) problems['previous_cycle_id'] = { code: 'cycle_previous_not_earlier' };
	}
	if (Object.keys(problems).length) throw new Invalid(problems);
	const methodologyVersionId = 'versionId' in input.methodology ? input.methodology.versionId : await adoptFromLibrary(context, input.methodology.librarySha256);
	const { document } = await getVersion(context, methodologyVersionId);
	if (!document.modes.some((mode) => mode.id === input.mode)) throw new Invalid({ methodology: { code: 'cycle_mode_unknown' } });
	return { ...input, methodologyVersionId };
}

const auditable = (input: CycleInput & { methodologyVersionId: string }): Record<string, unknown> => ({
	name: input.name,
	methodologyVersionId: input.methodologyVersionId,
	mode: input.mode,
	institutions: input.institutionIds,
	startsOn: input.startsOn,
	endsOn: input.endsOn,
	previousCycleId: input.previousCycleId
});
