import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import { MethodologyVersionId } from '#platform/ids.ts';
import { canonicalText, hashOfText, normalise } from './canonical.ts';
import { applyTyped, checkTyped, compareVersions, editableTexts, fingerprint, type Target } from './editing.ts';
import { deriveMapping } from './mapping.ts';
import type { MethodologyDocument } from './model.ts';
import { checkDraft } from './parse.ts';
import { requireEditor } from './policy.ts';
import { getVersion, isUuid, latestVersion, toDraft, type Draft } from './queries.ts';
import { deleteDraft, insertDraft, insertVersion, lockDraft, selectLibraryEntry, selectVersionByHash, updateDraft } from './store.ts';

/**
 * Copies a methodology of the library into the region's own versions and returns the copy's id; a second call returns
 * the same copy. For those who run the region. Throws NotFound for a hash that the library does not hold, and Conflict
 * when the region has published something else under the same name and number.
 */
export async function adoptFromLibrary(context: Context, sha256: string): Promise<MethodologyVersionId> {
	requireEditor(context);
	const entry = await selectLibraryEntry(context, sha256);
	if (!entry) throw new NotFound();
	const inserted = await insertVersion(context, { ...entry, id: context.newId() });
	const id = inserted ?? (await selectVersionByHash(context, sha256))?.id;
	if (id === undefined) throw new Conflict('methodology_version_exists', { version: entry.version });
	if (inserted !== undefined) await audit(context, { action: 'methodology.adopted', subject: { kind: 'methodology_version', id }, after: { slug: entry.slug, version: entry.version, sha256 } });
	return MethodologyVersionId.parse(id);
}

/** Opens a draft from a published version, so that the region can edit its wording. Returns the draft's id. */
export async function createDraft(context: Context, input: { versionId: string }): Promise<string> {
	requireEditor(context);
	const version = await getVersion(context, input.versionId);
	const id = context.newId();
	// The map of that version leads to it from an older one; the next version gets a map of its own.
	const { mapping: _older, ...document } = version.document;
	await insertDraft(context, id, document, version.id);
	await audit(context, { action: 'methodology.draft_created', subject: { kind: 'methodology_draft', id }, after: { based_on: version.id } });
	return id;
}

/** Keeps a document read by `parseMethodology` as a draft; translations may still be missing. Returns the draft's id. */
export async function importDraft(context: Context, document: MethodologyDocument): Promise<string> {
	requireEditor(context);
	const id = context.newId();
	await insertDraft(context, id, document, null);
	await audit(context, { action: 'methodology.imported', subject: { kind: 'methodology_draft', id }, after: { slug: document.id, version: document.version } });
	return id;
}

export interface TextsInput {
	readonly draftId: string;
	readonly target: Target;
	/** `fingerprint` of the texts from which the person started. */
	readonly seen: string;
	/** `title.lv` → text, and so on for every field of `editableTexts`. */
	readonly typed: Readonly<Record<string, string>>;
}

/**
 * Saves the texts of one node, or of the head, of a draft. Throws Invalid with the fields that do not fit, and Conflict
 * when these texts were changed since the person opened them; changes of other nodes do not collide.
 */
export async function saveTexts(context: Context, input: TextsInput): Promise<void> {
	requireEditor(context);
	const draft = await openDraft(context, input.draftId);
	const texts = editableTexts(draft.document, input.target);
	if (!texts) throw new NotFound();
	const problems = checkTyped(texts, input.typed, input.target, draft.document.languages);
	if (problems.length > 0) throw new Invalid(Object.fromEntries(problems.map(({ field, code, params }) => [field, { code, params }])));
	const document = normalise(applyTyped(draft.document, input.target, input.typed));
	const after = editableTexts(document, input.target) ?? [];
	// Two people who wrote the same have no conflict; saving twice changes nothing.
	if (fingerprint(after) === fingerprint(texts)) return;
	if (fingerprint(texts) !== input.seen) throw new Conflict('methodology_texts_changed');
	await updateDraft(context, draft, document, null);
	const changed = after.filter(({ name, values }) => JSON.stringify(values) !== JSON.stringify(texts.find((text) => text.name === name)?.values ?? {})).map(({ name }) => name);
	await audit(context, { action: 'methodology.texts_saved', subject: { kind: 'methodology_draft', id: draft.id }, after: { node: input.target.kind === 'node' ? input.target.id : null, fields: changed } });
}

/**
 * Publishes a draft as an immutable version with a new, higher number. All texts must be there in all languages of the
 * methodology. `map` writes the map from the version that the draft was opened from. Returns the version's id.
 */
export async function publishDraft(context: Context, input: { draftId: string; revision: number; version: string; map: boolean }): Promise<MethodologyVersionId> {
	requireEditor(context);
	const draft = await openDraft(context, input.draftId);
	if (draft.revision !== input.revision) throw new Conflict('methodology_draft_changed');
	if (!/^\d{1,6}\.\d{1,6}\.\d{1,6}$/.test(input.version)) throw new Invalid({ version: { code: 'methodology_version_format' } });
	const latest = await latestVersion(context, draft.document.id);
	if (latest !== null && compareVersions(input.version, latest) <= 0) throw new Invalid({ version: { code: 'methodology_version_taken', params: { latest } } });
	const base = input.map && draft.basedOn ? await getVersion(context, draft.basedOn) : null;
	const numbered = { ...draft.document, version: input.version };
	const document = base ? { ...numbered, mapping: deriveMapping(base, numbered) } : numbered;
	const { problems, incomplete } = checkDraft(document);
	if (problems.length + incomplete.length > 0) throw new Conflict('methodology_not_complete', { count: problems.length + incomplete.length });
	const text = canonicalText(document);
	const sha256 = hashOfText(text);
	const id = await insertVersion(context, { id: context.newId(), slug: document.id, version: document.version, sha256, document: text });
	if (id === undefined) throw new Conflict('methodology_version_exists', { version: input.version });
	await updateDraft(context, draft, document, id);
	await audit(context, { action: 'methodology.published', subject: { kind: 'methodology_version', id }, after: { slug: document.id, version: document.version, sha256, draft: draft.id } });
	return MethodologyVersionId.parse(id);
}

/** Throws an unpublished draft away. */
export async function discardDraft(context: Context, input: { draftId: string; revision: number }): Promise<void> {
	requireEditor(context);
	const draft = await openDraft(context, input.draftId);
	if (draft.revision !== input.revision) throw new Conflict('methodology_draft_changed');
	await deleteDraft(context, draft.id);
	await audit(context, { action: 'methodology.draft_discarded', subject: { kind: 'methodology_draft', id: draft.id }, before: { slug: draft.document.id, revision: draft.revision } });
}

/** The draft, locked until the command ends. Throws NotFound, or Conflict when it was published meanwhile. */
async function openDraft(context: Context, id: string): Promise<Draft> {
	const row = isUuid(id) ? await lockDraft(context, id) : undefined;
	if (!row) throw new NotFound();
	if (row.published_version_id !== null) throw new Conflict('methodology_draft_published');
	return toDraft(row);
}
