import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import { mediaTypeOf, storeSpooled, type SpooledFile } from '#platform/files/index.ts';
import { mayKeepProjects } from '../../policy.ts';
import { loadProjectFor, type LoadedProject } from '../../versions/index.ts';
import type { FileInput, ProjectFile } from './model.ts';
import { mayChangeFile } from './rules.ts';
import { insertFile, isNamed, markFileRemoved, selectFiles, updateFile } from './store.ts';

/**
 * Refuses whoever may not add a file to this project, before a long upload is received: NotFound or Forbidden. Files are
 * taken in every state, because letters come after the end too.
 */
export async function assertMayAddFile(context: Context, projectId: string): Promise<LoadedProject> {
	return loadProjectFor(context, projectId, 'report');
}

/**
 * Keeps a file with the project and returns its id. Only who keeps projects decides that visitors may have it (Forbidden
 * for others). Invalid at `file` when it is not what its name says.
 */
export async function addFile(context: Context, projectId: string, input: FileInput, file: { readonly name: string; readonly content: SpooledFile }): Promise<string> {
	const { project } = await assertMayAddFile(context, projectId);
	if (input.public && !mayKeepProjects(context.actor)) throw new Forbidden('things_file_public');
	const mediaType = await mediaTypeOf(file.name, file.content);
	const stored = await storeSpooled(context, file.content);
	const id = context.newId();
	await insertFile(context, project.id, { id, title: input.title, name: file.name, mediaType, ...stored, public: input.public });
	await audit(context, { action: 'project.file_added', subject: { kind: 'project', id: project.id }, after: { id, title: input.title, public: input.public, ...stored } });
	return id;
}

/** Changes the title of a file and whether visitors may have it. Conflict when somebody changed it since `revision`. */
export async function changeFile(context: Context, projectId: string, id: string, revision: number, input: FileInput): Promise<void> {
	const { project, before } = await loadFile(context, projectId, id);
	if (input.public !== before.public && !mayKeepProjects(context.actor)) throw new Forbidden('things_file_public');
	if (before.revision !== revision) throw new Conflict('things_changed_elsewhere');
	await updateFile(context, before, input);
	await audit(context, { action: 'project.file_changed', subject: { kind: 'project', id: project.id }, before: { id, title: before.title, public: before.public }, after: { title: input.title, public: input.public } });
}

/** Takes a file away: nobody can download it any more. Conflict while a version or the draft names it, because figures are traced to it. */
export async function removeFile(context: Context, projectId: string, id: string): Promise<void> {
	const { project, before } = await loadFile(context, projectId, id);
	if (await isNamed(context, project.id, before.id)) throw new Conflict('things_file_in_use');
	await markFileRemoved(context, before.id);
	await audit(context, { action: 'project.file_removed', subject: { kind: 'project', id: project.id }, before: { id, title: before.title, name: before.name } });
}

/** The file for changing, its project locked: everything of a file is who keeps projects', and for others what they added. */
async function loadFile(context: Context, projectId: string, id: string): Promise<LoadedProject & { before: ProjectFile }> {
	const loaded = await loadProjectFor(context, projectId, 'report', undefined, true);
	const before = (await selectFiles(context, loaded.project.id)).find((file) => file.id === id);
	if (!before) throw new NotFound();
	if (!mayChangeFile(context.actor, before)) throw new Forbidden('things_file_of_another');
	return { ...loaded, before };
}
