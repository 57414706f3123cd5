import { hasInstitutionRole, runsRegion } from '#platform/access.ts';
import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import { CycleId } from '#platform/ids.ts';
import { nextCycleState, type CycleAction, type CycleState } from '../lifecycle.ts';
import type { Cycle } from './model.ts';
import { readCycle } from './store.ts';

/** Cycles are run by the administrator and the coordinators of the region; everybody else gets Forbidden. */
export function authoriseRegion(context: Context): void {
	if (!runsRegion(context.actor)) throw new Forbidden();
}

/** Loads and locks a cycle for a change; NotFound when this region has none with this id. */
export async function lockCycle(context: Context, id: string): Promise<Cycle> {
	const cycle = CycleId.safeParse(id).success ? await readCycle(context, id, true) : null;
	if (!cycle) throw new NotFound();
	return cycle;
}

/** The state that the action leads to; Conflict when the cycle's state does not allow it. */
export function stateAfter(cycle: Cycle, action: CycleAction): CycleState {
	const next = nextCycleState(cycle.state, action);
	if (next === null) throw new Conflict('cycle_state');
	return next;
}

/**
 * True when the actor may see how far this institution is: its lead and head, its assessors, and who runs the region.
 * `assesses` says that the actor is an assessor of it in the cycle.
 */
export const mayFollow = (actor: Actor, institutionId: string, assesses: boolean): boolean =>
	runsRegion(actor) || hasInstitutionRole(actor, institutionId, 'lead', 'head') || (assesses && hasInstitutionRole(actor, institutionId, 'member', 'evaluator'));
