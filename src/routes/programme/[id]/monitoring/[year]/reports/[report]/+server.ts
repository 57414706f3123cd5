import { issuedMonitoring } from '#modules/programme/index.ts';
import { downloadResponse } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) =>
	downloadResponse(await locals.run((context) => issuedMonitoring(context, params.id, Number(params.year), params.report)), (work) => locals.run(work));
