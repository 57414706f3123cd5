import type { Context } from '#platform/context.ts';

export interface ReaderTestRow {
	readonly id: string;
	readonly language: string;
	readonly held_on: string;
	readonly readers: number;
	readonly method: string;
	readonly findings: string;
	readonly recorded_at: Date;
}

/** Records of tests with readers, the latest first. */
export const selectReaderTests = (context: Context, versionId: string): Promise<ReaderTestRow[]> =>
	context.tx
		.selectFrom('reader_test')
		.select(['id', 'language', 'held_on', 'readers', 'method', 'findings', 'recorded_at'])
		.where('region_id', '=', context.regionId)
		.where('questionnaire_version_id', '=', versionId)
		.orderBy('held_on', 'desc')
		.orderBy('id')
		.execute();

export const insertReaderTest = (context: Context, row: Omit<ReaderTestRow, 'recorded_at'> & { readonly questionnaire_version_id: string }): Promise<unknown> =>
	context.tx.insertInto('reader_test').values({ ...row, region_id: context.regionId, recorded_by: context.actor.personId, recorded_at: context.now }).execute();
