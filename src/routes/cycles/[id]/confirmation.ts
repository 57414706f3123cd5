import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden } from '#platform/errors.ts';
import { cycleProgress, getCycle, type CycleAction } from '#modules/assessment/index.ts';
import { runsRegion } from '#platform/access.ts';

/** What a page shows before a big step: the cycle, and how many institutions would be cut off before signing. */
export async function loadConfirmation(context: Context, id: string, action: CycleAction) {
	const cycle = await getCycle(context, id);
	if (!runsRegion(context.actor)) throw new Forbidden();
	if (!cycle.actions.includes(action)) throw new Conflict('cycle_state');
	const open = cycle.state === 'open' ? await cycleProgress(context, cycle.id) : [];
	return { id: cycle.id, name: cycle.name, unsigned: open.filter((row) => row.state !== 'signed').length };
}
