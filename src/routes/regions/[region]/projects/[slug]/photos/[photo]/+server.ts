import { publicPhoto } from '#modules/project/index.ts';
import { downloadResponse } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const download = await locals.visit(params.region, (context) => publicPhoto(context, params.slug, params.photo));
	return downloadResponse(download, (work) => locals.visit(params.region, work));
};
