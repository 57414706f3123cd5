import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid } from '#platform/errors.ts';
import { ProjectId } from '#platform/ids.ts';
import { inLocale, type LocalizedText } from '#platform/locale.ts';
import { listInstitutions, municipalitiesAsOf, slugOf } from '#modules/territory/index.ts';
import type { ProjectDocument } from '../model.ts';
import { mayKeepProjects } from '../policy.ts';
import { emptyDocument, readDocument, sealDocument } from './document.ts';
import { loadForDraft, projectStateAfter } from './loading.ts';
import { deleteDraft, deleteProjectRows, hasBelongings, insertDraft, insertProject, selectDraft, selectVersionText, updateDraft } from './store.ts';

export interface NewProject {
	readonly title: LocalizedText;
	readonly slug?: string;
	/** Made up to try things out, see `Project.invented`. */
	readonly invented?: boolean;
}

/**
 * Makes a project in the state `idea` with a draft that holds only its title. The slug, the permanent part of its address,
 * is made of the title unless it is given. Forbidden for who does not keep projects; Invalid for an address that is taken
 * or badly written.
 */
export async function createProject(context: Context, input: NewProject): Promise<ProjectId> {
	if (!mayKeepProjects(context.actor)) throw new Forbidden();
	if (inLocale(input.title, context.locale).trim() === '') throw new Invalid({ title: { code: 'required' } });
	if (input.slug !== undefined && !/^[a-z0-9][a-z0-9-]{0,59}$/.test(input.slug)) throw new Invalid({ slug: { code: 'project_slug_wrong' } });
	const id = ProjectId.parse(context.newId());
	const slug = await takeSlug(context, id, input);
	await insertDraft(context, id, sealDocument({ ...emptyDocument(), title: input.title }).text, null);
	await audit(context, { action: 'project.created', subject: { kind: 'project', id }, after: { slug } });
	return id;
}

async function takeSlug(context: Context, id: string, input: NewProject): Promise<string> {
	if (input.slug !== undefined) {
		if (!(await insertProject(context, id, input.slug, input.invented ?? false))) throw new Invalid({ slug: { code: 'project_slug_taken' } });
		return input.slug;
	}
	const stem = slugOf(input.title.lv ?? inLocale(input.title, 'en')).slice(0, 50).replace(/-+$/, '') || 'project';
	for (let number = 1; number < 100; number++) {
		const slug = number === 1 ? stem : `${stem}-${number}`;
		if (await insertProject(context, id, slug, input.invented ?? false)) return slug;
	}
	throw new Invalid({ slug: { code: 'project_slug_taken' } });
}

/**
 * Opens the draft for editing: the one that is there, else a copy of the version in force. Returns its revision. Conflict
 * for a closed project.
 */
export async function openDraft(context: Context, projectId: string): Promise<number> {
	const project = await loadForDraft(context, projectId, 'keep', true);
	projectStateAfter(project, 'edit');
	const draft = await selectDraft(context, project.id, true);
	if (draft) return draft.revision;
	if (project.versionId === null) throw new Conflict('project_draft_missing');
	const text = await selectVersionText(context, project.versionId);
	await insertDraft(context, project.id, text, project.versionId);
	await audit(context, { action: 'project.draft_opened', subject: { kind: 'project', id: project.id }, after: { based_on: project.versionId } });
	return 1;
}

/**
 * Replaces the draft's document; returns the new revision. Where there is no draft it is opened first, and `revision` is 1.
 * Conflict when the draft changed since `revision`, or when the project is closed. What the document still lacks hinders
 * no saving.
 */
export async function saveDraft(context: Context, projectId: string, revision: number, document: ProjectDocument): Promise<number> {
	return changeDraft(context, projectId, () => document, { revision });
}

/**
 * Changes the draft, locked meanwhile: `change` makes the new document from the one that is there now, and may throw
 * Conflict when what the person saw is no longer so. `part` names in the audit what was changed. A change that changes
 * nothing leaves the revision alone. Returns the revision after it.
 */
export async function changeDraft(context: Context, projectId: string, change: (document: ProjectDocument) => ProjectDocument, { revision, part = 'all' }: { readonly revision?: number; readonly part?: string } = {}): Promise<number> {
	const project = await loadForDraft(context, projectId, 'keep', true);
	projectStateAfter(project, 'edit');
	const opened = await selectDraft(context, project.id, true);
	if (!opened) {
		if (revision !== undefined && revision > 1) throw new Conflict('project_draft_changed');
		await openDraft(context, project.id);
	}
	const draft = opened ?? (await selectDraft(context, project.id, true));
	if (!draft || (opened && revision !== undefined && draft.revision !== revision)) throw new Conflict('project_draft_changed');
	const before = readDocument(draft.document);
	const document = change(before);
	const { text } = sealDocument(document);
	if (text === draft.document) return draft.revision;
	await requirePlaces(context, before, document);
	await updateDraft(context, project.id, text);
	await audit(context, { action: 'project.draft_saved', subject: { kind: 'project', id: project.id }, after: { part, revision: draft.revision + 1 } });
	return draft.revision + 1;
}

/** Refuses institutions and municipalities that the region has not; those that stood there before are not asked for again. */
async function requirePlaces(context: Context, before: ProjectDocument, after: ProjectDocument): Promise<void> {
	const institutions = newIds(before.partners, after.partners, 'institutionId');
	const municipalities = [...newIds(before.partners, after.partners, 'municipalityId'), ...newIds(before.objects, after.objects, 'municipalityId')];
	const known = new Set<string>([
		...(institutions.length > 0 ? (await listInstitutions(context)).map(({ id }) => id) : []),
		...(municipalities.length > 0 ? (await municipalitiesAsOf(context)).map(({ recorded }) => recorded.id) : [])
	]);
	if ([...institutions, ...municipalities].some((id) => !known.has(id))) throw new Invalid({ form: { code: 'project_place_unknown' } });
}

function newIds<Name extends string>(before: readonly { readonly [name in Name]: string | null }[], after: readonly { readonly [name in Name]: string | null }[], name: Name): string[] {
	const old = new Set(before.map((row) => row[name]));
	return after.flatMap((row) => (row[name] === null || old.has(row[name]) ? [] : [row[name]]));
}

/** Throws away what was being written; the version in force stays. Conflict when it changed since the person saw it, or is the project's only content. */
export async function discardDraft(context: Context, projectId: string, revision: number): Promise<void> {
	const project = await loadForDraft(context, projectId, 'keep', true);
	projectStateAfter(project, 'edit');
	const draft = await selectDraft(context, project.id, true);
	if (!draft) throw new Conflict('project_draft_missing');
	if (draft.revision !== revision) throw new Conflict('project_draft_changed');
	if (project.versionId === null) throw new Conflict('project_draft_only');
	await deleteDraft(context, project.id);
	await audit(context, { action: 'project.draft_discarded', subject: { kind: 'project', id: project.id }, before: { revision } });
}

/** Deletes an idea that was never agreed, with its draft. Conflict when a version was made or something is kept with it. */
export async function deleteProject(context: Context, projectId: string): Promise<void> {
	const project = await loadForDraft(context, projectId, 'keep', true);
	projectStateAfter(project, 'delete');
	if (await hasBelongings(context, project.id)) throw new Conflict('project_in_use');
	await deleteProjectRows(context, project.id);
	await audit(context, { action: 'project.deleted', subject: { kind: 'project', id: project.id }, before: { slug: project.slug } });
}
