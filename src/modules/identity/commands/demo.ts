import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/database.ts';
import { PersonId, RegionId } from '#platform/ids.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { SignedIn } from '../model.ts';
import { insertSession } from '../sessions.ts';
import { personById, regionById } from '../store.ts';
import { insertToken, lookAtToken } from '../token-store.ts';

/**
 * Makes links that sign invented people in again and again. Returns role → path, such as `/demo/<token>`. They work only
 * while the region is a demonstration. Throws RangeError for a region that is none.
 */
export async function createDemoLinks(database: Database, clock: Clock, people: readonly { role: string; personId: string; regionId: string }[]): Promise<Record<string, string>> {
	return database.global(async (tx) => {
		const links: Record<string, string> = {};
		for (const { role, personId, regionId } of people) {
			const region = RegionId.parse(regionId);
			if (!(await regionById(tx, region))?.demo) throw new RangeError('Links that work again and again exist only in a demonstration');
			links[role] = `/demo/${await insertToken(tx, clock.now(), { purpose: 'demonstration', regionId: region, personId: PersonId.parse(personId) })}`;
		}
		return links;
	});
}

/** Signs in with a demonstration's link; null when it is unknown, over, or its region is no demonstration. */
export async function signInForDemo(runtime: Runtime, token: string, device: string): Promise<SignedIn | null> {
	return runtime.database.global(async (tx) => {
		const now = runtime.clock.now();
		const { state, row } = await lookAtToken(tx, now, 'demonstration', token);
		if (state !== 'open' || !row?.personId || !row.regionId) return null;
		const [person, region] = [await personById(tx, row.personId), await regionById(tx, row.regionId)];
		if (!person || !region?.demo) return null;
		return { ...(await insertSession(tx, now, { personId: person.id, regionId: region.id, device })), personId: person.id, regionChosen: true };
	});
}
