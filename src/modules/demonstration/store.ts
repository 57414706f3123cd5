import type { Database } from '#platform/database/database.ts';
import { RegionId } from '#platform/ids.ts';

/** The region that is a demonstration; null where there is none. */
export async function demonstrationRegion(database: Database): Promise<RegionId | null> {
	const region = await database.global((tx) => tx.selectFrom('region').select('id').where('demo', '=', true).executeTakeFirst());
	return region ? RegionId.parse(region.id) : null;
}
