import type { Context } from '#platform/context.ts';

export interface DraftRow {
	readonly id: string;
	readonly slug: string;
	readonly document: string;
	readonly based_on: string | null;
	readonly revision: number;
	readonly updated_at: Date;
}

const drafts = (context: Context) => context.tx.selectFrom('questionnaire_draft').select(['id', 'slug', 'document', 'based_on', 'revision', 'updated_at']).where('region_id', '=', context.regionId);

/** The latest change first. */
export const selectDrafts = (context: Context): Promise<DraftRow[]> => drafts(context).orderBy('updated_at', 'desc').orderBy('id').execute();
export const selectDraft = (context: Context, id: string): Promise<DraftRow | undefined> => drafts(context).where('id', '=', id).executeTakeFirst();
export const lockDraft = (context: Context, id: string): Promise<DraftRow | undefined> => drafts(context).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertDraft = (context: Context, row: Pick<DraftRow, 'id' | 'slug' | 'document' | 'based_on'>): Promise<unknown> =>
	context.tx.insertInto('questionnaire_draft').values({ ...row, region_id: context.regionId, created_by: context.actor.personId, updated_at: context.now }).execute();

export const updateDraft = (context: Context, id: string, row: Pick<DraftRow, 'slug' | 'document' | 'revision'>): Promise<unknown> =>
	context.tx.updateTable('questionnaire_draft').set({ ...row, updated_at: context.now }).where('region_id', '=', context.regionId).where('id', '=', id).execute();

export const deleteDraft = (context: Context, id: string): Promise<unknown> => context.tx.deleteFrom('questionnaire_draft').where('region_id', '=', context.regionId).where('id', '=', id).execute();
