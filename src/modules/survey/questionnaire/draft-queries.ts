import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { QuestionnaireVersionId } from '#platform/ids.ts';
import { checkQuestionnaire, type QuestionnaireProblem } from './check.ts';
import { selectDraft, selectDrafts, type DraftRow } from './draft-store.ts';
import { QuestionnaireDocument } from './model.ts';
import { requireKeeper } from './policy.ts';
import { latestNumber } from './queries.ts';
import { surroundingsOf } from './surroundings.ts';

/** A questionnaire in work. */
export interface Draft {
	readonly id: string;
	readonly revision: number;
	readonly basedOn: string | null;
	readonly updatedAt: Date;
	readonly document: QuestionnaireDocument;
}

export const toDraft = (row: DraftRow): Draft => ({ id: row.id, revision: row.revision, basedOn: row.based_on, updatedAt: row.updated_at, document: QuestionnaireDocument.parse(JSON.parse(row.document)) });

/** Drafts in work, the latest change first; for those who keep questionnaires. */
export async function listQuestionnaireDrafts(context: Context): Promise<Draft[]> {
	requireKeeper(context);
	return (await selectDrafts(context)).map(toDraft);
}

/** One draft. Throws Forbidden or NotFound. */
export async function getQuestionnaireDraft(context: Context, id: string): Promise<Draft> {
	requireKeeper(context);
	const row = QuestionnaireVersionId.safeParse(id).success ? await selectDraft(context, id) : undefined;
	if (!row) throw new NotFound();
	return toDraft(row);
}

/** One draft with what is wrong in it, what is not translated, and the latest number published under its name. */
export async function questionnaireDraftView(context: Context, id: string): Promise<{ draft: Draft; problems: QuestionnaireProblem[]; latest: string | null }> {
	const draft = await getQuestionnaireDraft(context, id);
	return { draft, problems: checkQuestionnaire(draft.document, await surroundingsOf(context)), latest: await latestNumber(context, draft.document.id) };
}
