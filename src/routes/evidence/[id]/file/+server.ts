import { evidenceFile } from '#modules/assessment/index.ts';
import { downloadResponse } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const download = await locals.run((context) => evidenceFile(context, params.id));
	return downloadResponse(download, locals.run);
};
