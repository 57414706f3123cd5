import { profileOrWaiting, type Profile } from '#modules/results/index.ts';
import type { Context } from '#platform/context.ts';
import { Conflict } from '#platform/errors.ts';

/**
 * The profile that a report is made from, for those who may read it. Throws NotFound as the profile does, and Conflict
 * `report_not_opened` or `report_not_signed` while there is nothing to report for this reader. `outside` is true for
 * viewers: their report leaves out the words of dissent and the list of evidence.
 */
export async function requireProfile(context: Context, assessmentId: string): Promise<{ profile: Profile; outside: boolean }> {
	const found = await profileOrWaiting(context, assessmentId);
	if (found.ready) return { profile: found.profile, outside: isOutside(found.reader) };
	throw found.waiting.reason === 'not-opened' ? new Conflict('report_not_opened') : new Conflict('report_not_signed');
}

/** Neither of the institution's assessment nor running the region. */
export const isOutside = (reader: Awaited<ReturnType<typeof profileOrWaiting>>['reader']): boolean => reader === 'viewer';
