import { error, json } from '@sveltejs/kit';
import { m } from '#i18n/text.ts';
import { sitemap } from '#modules/demonstration/index.ts';
import { systemActor } from '#platform/access.ts';
import { RegionId } from '#platform/ids.ts';
import { getRuntime, inContext } from '#platform/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
	const runtime = getRuntime();
	const regionId = runtime.demo ? await demonstrationRegion() : null;
	if (!regionId) error(404, m.error_not_found());
	return json({ pages: await inContext({ regionId, actor: systemActor, locale: locals.locale }, sitemap) });
};

async function demonstrationRegion(): Promise<RegionId | null> {
	const region = await getRuntime().database.global((tx) => tx.selectFrom('region').select('id').where('demo', '=', true).executeTakeFirst());
	return region ? RegionId.parse(region.id) : null;
}
