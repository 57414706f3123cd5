import type { Actor } from '#platform/access.ts';
import { mayKeepProjects } from '../../policy.ts';
import type { ProjectFile } from './model.ts';

/** Who changes and removes a file: who keeps projects, and whoever added it. */
export const mayChangeFile = (actor: Actor, file: Pick<ProjectFile, 'addedBy'>): boolean => mayKeepProjects(actor) || (file.addedBy !== null && file.addedBy === actor.personId);
