import { error, json } from '@sveltejs/kit';
import { m } from '#i18n/text.ts';
import { demonstrationRegion, sitemap } from '#modules/demonstration/index.ts';
import { systemActor } from '#platform/access.ts';
import { getRuntime, inContext } from '#platform/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
	const runtime = getRuntime();
	const regionId = runtime.demo ? await demonstrationRegion(runtime.database) : null;
	if (!regionId) error(404, m.error_not_found());
	return json({ pages: await inContext({ regionId, actor: systemActor, locale: locals.locale }, sitemap) });
};
