import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { Achievement } from '../../project.ts';
import { authoriseReading, loadInside, type Inside } from '../access.ts';
import type { AchievementEntry, PlannedThing, ResultRow, Standing } from './model.ts';
import { entriesMark, plannedThings, resultRows, standingOf } from './rules.ts';
import { achievementHistory, newestAchievements } from './store.ts';

/** The newest reached value of everything that was recorded for a project; open to everybody once visitors see the project. */
export async function achievementsOf(context: Context, projectId: string): Promise<Achievement[]> {
	return newestAchievements(context, await authoriseReading(context, projectId));
}

export interface ResultsPage extends Inside {
	readonly rows: readonly ResultRow[];
	/** Recorded once for things that the version in force no longer plans. */
	readonly unplanned: readonly Achievement[];
}

/** Planned beside reached, for those within. */
export async function resultsPage(context: Context, projectId: string): Promise<ResultsPage> {
	const inside = await loadInside(context, projectId);
	const achievements = await newestAchievements(context, inside.project.id);
	return { ...inside, ...(inside.version === null ? { rows: [], unplanned: achievements } : resultRows(inside.version.document, achievements)) };
}

export interface ResultPage extends Inside {
	readonly thing: PlannedThing;
	/** The one that counts first. */
	readonly entries: readonly AchievementEntry[];
	readonly standing: Standing;
	/** Sent back with a new entry, see `entriesMark`. */
	readonly seen: number;
	/** The actor may write about it now. */
	readonly writes: boolean;
}

/** One planned thing with everything that was recorded for it. NotFound when the version in force plans none such. */
export async function resultPage(context: Context, projectId: string, subject: string, key: string): Promise<ResultPage> {
	const inside = await loadInside(context, projectId);
	const thing = inside.version === null ? undefined : plannedThings(inside.version.document).find((t) => t.subject === subject && t.key === key);
	if (!thing) throw new NotFound();
	const entries = await achievementHistory(context, inside.project.id, thing.subject, key);
	const newest = entries.find((entry) => entry.withdrawnAt === null);
	return {
		...inside,
		thing,
		entries,
		seen: entriesMark(entries),
		standing: standingOf(thing.planned, newest?.reached ?? null, thing.atLeast),
		writes: inside.open && (inside.keeps || inside.mine.some((partner) => partner.key === thing.partner))
	};
}
