import type { Context } from '#platform/context.ts';
import type { Locale } from '#platform/locale.ts';
import { boardOf } from '../board/queries.ts';
import { profileOf } from '../profile/queries.ts';
import { perceptionOf } from '../survey/perception-queries.ts';
import { boardToXlsx } from './board-xlsx.ts';
import { profileToJson } from './profile-json.ts';
import { profileToCsv } from './scores-csv.ts';

/** The profile as JSON text (docs/scoring.md). Rights and errors as `profileOf`. */
export async function profileJson(context: Context, assessmentId: string): Promise<string> {
	const profile = await profileOf(context, assessmentId);
	return profileToJson(profile, await perceptionOf(context, { institutionId: profile.institution.id, cycleId: profile.cycle.id }));
}

/** The figures of the profile as CSV text in a language. Rights and errors as `profileOf`. */
export async function scoresCsv(context: Context, assessmentId: string, locale: Locale): Promise<string> {
	return profileToCsv(await profileOf(context, assessmentId), locale);
}

/** The board as a workbook in the reader's language. Rights and errors as `boardOf`. */
export async function boardXlsx(context: Context, cycleId: string): Promise<Buffer> {
	return boardToXlsx(await boardOf(context, cycleId), context.locale, context.now);
}
