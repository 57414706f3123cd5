import type { Context } from '#platform/context.ts';
import { Forbidden } from '#platform/errors.ts';
import { followsProjects } from '../policy.ts';
import { selectChoices } from './checking-store.ts';
import { takeCheck } from './keep.ts';
import type { KeptCheck, ProjectChoice } from './model.ts';

/** A list of more projects than this is no list to choose from: the code is typed instead. */
const mostChoices = 200;

/** Only who follows projects checks documents: reading them costs the program work. */
export async function assertMayCheck(context: Context): Promise<void> {
	if (!followsProjects(context.actor)) throw new Forbidden();
}

/** The projects that documents can be compared with; null when there are too many for a list. */
export async function checkChoices(context: Context): Promise<ProjectChoice[] | null> {
	await assertMayCheck(context);
	const choices = await selectChoices(context, mostChoices + 1);
	return choices.length > mostChoices ? null : choices;
}

/** What a check of this person found, for an hour. NotFound when it is not kept, Forbidden for who follows no projects. */
export async function keptCheck(context: Context, id: string): Promise<KeptCheck> {
	await assertMayCheck(context);
	return takeCheck(context, id);
}
