import type { Context } from '#platform/context.ts';
import type { Speech } from './model.ts';

/** The clip of a key in this region, or null. */
export async function selectClip(context: Context, key: string): Promise<Speech | null> {
	const row = await context.tx.selectFrom('survey_audio').select('bytes').where('region_id', '=', context.regionId).where('key', '=', key).executeTakeFirst();
	return row ? { bytes: row.bytes, mediaType: 'audio/mpeg' } : null;
}

/** Which of these keys have a clip in this region. */
export async function selectKnown(context: Context, keys: readonly string[]): Promise<Set<string>> {
	if (keys.length === 0) return new Set();
	const rows = await context.tx.selectFrom('survey_audio').select('key').where('region_id', '=', context.regionId).where('key', 'in', keys).execute();
	return new Set(rows.map(({ key }) => key));
}

/** Keeps a clip; one that is there already stays, it may be a recording. */
export async function insertClip(context: Context, key: string, { bytes, mediaType }: Speech): Promise<void> {
	await context.tx
		.insertInto('survey_audio')
		.values({ region_id: context.regionId, key, media_type: mediaType, bytes })
		.onConflict((conflict) => conflict.columns(['region_id', 'key']).doNothing())
		.execute();
}
