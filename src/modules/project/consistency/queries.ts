import type { Context } from '#platform/context.ts';
import { shownDocument, type Shown } from '../budget/index.ts';
import { achievementsOf } from '../things/index.ts';
import type { Finding } from './model.ts';
import { checkRegistered } from './rules.ts';

export interface ProjectFindings extends Shown {
	readonly findings: readonly Finding[];
	/** How many reached numbers were compared; nothing reported is nothing to compare. */
	readonly achievements: number;
}

/** What contradicts itself in the version in force (with `draft`: in what is being written) and in what was reached. Errors as `shownDocument`. */
export async function projectFindings(context: Context, projectId: string, draft: boolean): Promise<ProjectFindings> {
	const shown = await shownDocument(context, projectId, draft);
	const achievements = await achievementsOf(context, projectId);
	return { ...shown, achievements: achievements.length, findings: checkRegistered(shown.document, achievements, shown.version === null ? '' : ` (version ${shown.version})`) };
}
