import { fileDownload } from '#modules/project/index.ts';
import { downloadResponse } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const download = await locals.run((context) => fileDownload(context, params.id, params.file));
	return downloadResponse(download, locals.run);
};
