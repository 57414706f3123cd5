import { photoDownload } from '#modules/project/index.ts';
import { downloadResponse } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const download = await locals.run((context) => photoDownload(context, params.id, params.photo, params.object));
	return downloadResponse(download, locals.run);
};
