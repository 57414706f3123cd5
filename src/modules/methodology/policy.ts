import { runsRegion } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Forbidden } from '#platform/errors.ts';

/** Everyone who is signed in reads published versions; drafts, publishing and adopting belong to those who run the region. */
export const mayEdit = (context: Context): boolean => runsRegion(context.actor);

/** Throws Forbidden for everybody else. */
export function requireEditor(context: Context): void {
	if (!mayEdit(context)) throw new Forbidden();
}
