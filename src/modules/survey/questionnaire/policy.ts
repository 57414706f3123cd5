import type { Context } from '#platform/context.ts';
import { Forbidden } from '#platform/errors.ts';
import { mayKeepQuestionnaires } from '../policy.ts';

/** Throws Forbidden for everybody who does not keep the region's questionnaires. */
export function requireKeeper(context: Context): void {
	if (!mayKeepQuestionnaires(context.actor)) throw new Forbidden();
}
