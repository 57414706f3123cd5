import type { Context } from '#platform/context.ts';

/** Keeps sealed answers under what the code opens; saving again with the same code replaces them. */
export async function upsertSaved(context: Context, row: { lookup: Buffer; surveyId: string; sealed: Buffer; expiresOn: string }): Promise<void> {
	await context.tx
		.insertInto('survey_saved')
		.values({ region_id: context.regionId, code_sha256: row.lookup, survey_id: row.surveyId, sealed: row.sealed, expires_on: row.expiresOn })
		.onConflict((conflict) => conflict.columns(['region_id', 'code_sha256']).doUpdateSet({ sealed: row.sealed, expires_on: row.expiresOn }))
		.execute();
}

export async function selectSaved(context: Context, lookup: Buffer, surveyId: string, today: string): Promise<Buffer | null> {
	const row = await context.tx
		.selectFrom('survey_saved')
		.select('sealed')
		.where('region_id', '=', context.regionId)
		.where('code_sha256', '=', lookup)
		.where('survey_id', '=', surveyId)
		.where('expires_on', '>=', today)
		.executeTakeFirst();
	return row?.sealed ?? null;
}

export async function deleteSaved(context: Context, lookup: Buffer): Promise<void> {
	await context.tx.deleteFrom('survey_saved').where('region_id', '=', context.regionId).where('code_sha256', '=', lookup).execute();
}

/** Removes what was not continued in time; returns how many. */
export async function deleteExpired(context: Context, today: string): Promise<number> {
	const result = await context.tx.deleteFrom('survey_saved').where('region_id', '=', context.regionId).where('expires_on', '<', today).executeTakeFirst();
	return Number(result.numDeletedRows);
}
