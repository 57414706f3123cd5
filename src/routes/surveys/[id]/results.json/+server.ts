import { publicationJson } from '#modules/results/index.ts';
import { attachment } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => new Response(await publicationJson(context, params.id), { headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': attachment(`${params.id}.json`) } }));
