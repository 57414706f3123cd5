import { exportIati } from '#modules/project/index.ts';
import { attachment } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
	const { xml } = await locals.run(exportIati);
	return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8', 'content-disposition': attachment('projects-iati-2.03.xml'), 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' } });
};
