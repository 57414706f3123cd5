import { actsForPartner, mayKeepProjects } from '#modules/project/index.ts';
import type { Actor } from '#platform/access.ts';
import { Forbidden } from '#platform/errors.ts';
import type { ProgrammeNode } from './model.ts';

/** Who keeps the programme: those who keep the region's projects. Everybody else reads it, visitors too: it is a public planning document. */
export const mayKeepProgramme = (actor: Actor): boolean => mayKeepProjects(actor);

/** Who says how far a task is: who keeps the programme, and the lead, head and project manager of an institution that carries the task. */
export const maySayProgress = (actor: Actor, node: Pick<ProgrammeNode, 'kind' | 'responsible'>): boolean =>
	node.kind === 'task' && (mayKeepProgramme(actor) || node.responsible.some(({ institutionId }) => actsForPartner(actor, institutionId)));

/** The first line of every change of the programme itself. A programme is no secret, so who may not is told so. */
export function authoriseKeeping(actor: Actor): void {
	if (!mayKeepProgramme(actor)) throw new Forbidden();
}
