import { compareVersions } from '#modules/methodology/index.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import { QuestionnaireVersionId } from '#platform/ids.ts';
import { checkQuestionnaire, isComplete } from './check.ts';
import { versionCache } from './cache.ts';
import { deleteDraft, insertDraft, lockDraft, updateDraft } from './draft-store.ts';
import { toDraft, type Draft } from './draft-queries.ts';
import { fitting } from './editing.ts';
import { sealed } from './library.ts';
import type { QuestionnaireDocument } from './model.ts';
import { requireKeeper } from './policy.ts';
import { getQuestionnaire, latestNumber } from './queries.ts';
import { insertVersion, selectLibraryEntry } from './store.ts';
import { surroundingsOf } from './surroundings.ts';

/** Where a new draft comes from. */
export type DraftSource = { readonly from: 'version'; readonly id: string } | { readonly from: 'library'; readonly sha256: string } | { readonly from: 'document'; readonly document: QuestionnaireDocument };

/** Opens a draft and returns its id. For those who keep questionnaires; throws NotFound for a source that is not there. */
export async function createQuestionnaireDraft(context: Context, source: DraftSource): Promise<string> {
	requireKeeper(context);
	const { document, basedOn } = await readSource(context, source);
	const id = context.newId();
	const { slug, document: text } = sealed(document);
	await insertDraft(context, { id, slug, document: text, based_on: basedOn });
	await audit(context, { action: 'questionnaire.draft_created', subject: { kind: 'questionnaire_draft', id }, after: { slug, from: source.from, based_on: basedOn } });
	return id;
}

async function readSource(context: Context, source: DraftSource): Promise<{ document: QuestionnaireDocument; basedOn: string | null }> {
	switch (source.from) {
		case 'version': {
			const version = await getQuestionnaire(context, source.id);
			return { document: version.document, basedOn: version.id };
		}
		case 'library': {
			const entry = await selectLibraryEntry(context, source.sha256);
			if (!entry) throw new NotFound();
			return { document: versionCache.read(entry.sha256, entry.document), basedOn: null };
		}
		case 'document':
			return { document: fitting(source.document), basedOn: null };
	}
}

/**
 * Changes a draft, locked meanwhile: `change` makes the new document from the one that is there now, and `part` names in
 * the audit what was changed. A change that changes nothing leaves the revision alone. For those who keep questionnaires.
 */
export async function changeDraft(context: Context, draftId: string, part: string, change: (document: QuestionnaireDocument) => QuestionnaireDocument): Promise<void> {
	requireKeeper(context);
	const draft = await openDraft(context, draftId);
	const { slug, document } = sealed(change(draft.document));
	if (document === sealed(draft.document).document) return;
	await updateDraft(context, draft.id, { slug, document, revision: draft.revision + 1 });
	await audit(context, { action: 'questionnaire.draft_edited', subject: { kind: 'questionnaire_draft', id: draft.id }, after: { part, revision: draft.revision + 1 } });
}

/**
 * Publishes a draft as an immutable version with a higher number and removes the draft. Everything must be there in every
 * language. Throws Conflict when the draft changed since, or is not complete.
 */
export async function publishQuestionnaire(context: Context, input: { readonly draftId: string; readonly revision: number; readonly version: string }): Promise<QuestionnaireVersionId> {
	requireKeeper(context);
	const draft = await openDraft(context, input.draftId);
	if (draft.revision !== input.revision) throw new Conflict('questionnaire_draft_changed');
	if (!/^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(input.version)) throw new Invalid({ version: { code: 'questionnaire_version_format' } });
	const latest = await latestNumber(context, draft.document.id);
	if (latest !== null && compareVersions(input.version, latest) <= 0) throw new Invalid({ version: { code: 'questionnaire_version_taken', params: { latest } } });
	const document = { ...draft.document, version: input.version };
	const problems = checkQuestionnaire(document, await surroundingsOf(context));
	if (!isComplete(problems)) throw new Conflict('questionnaire_not_complete', { count: problems.filter(({ severity }) => severity !== 'warning').length });
	const entry = sealed(document);
	const id = await insertVersion(context, { ...entry, id: context.newId() });
	if (id === undefined) throw new Conflict('questionnaire_version_exists', { version: input.version });
	await deleteDraft(context, draft.id);
	await audit(context, { action: 'questionnaire.published', subject: { kind: 'questionnaire_version', id }, after: { slug: entry.slug, version: entry.version, sha256: entry.sha256, draft: draft.id } });
	return QuestionnaireVersionId.parse(id);
}

/** Throws a draft away. Throws Conflict when it changed since the person saw it. */
export async function discardQuestionnaireDraft(context: Context, input: { readonly draftId: string; readonly revision: number }): Promise<void> {
	requireKeeper(context);
	const draft = await openDraft(context, input.draftId);
	if (draft.revision !== input.revision) throw new Conflict('questionnaire_draft_changed');
	await deleteDraft(context, draft.id);
	await audit(context, { action: 'questionnaire.draft_discarded', subject: { kind: 'questionnaire_draft', id: draft.id }, before: { slug: draft.document.id, revision: draft.revision } });
}

async function openDraft(context: Context, id: string): Promise<Draft> {
	const row = QuestionnaireVersionId.safeParse(id).success ? await lockDraft(context, id) : undefined;
	if (!row) throw new NotFound();
	return toDraft(row);
}
