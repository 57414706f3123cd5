import { publicationXlsx } from '#modules/results/index.ts';
import { attachment } from '#platform/files/index.ts';
import { xlsxType } from '#platform/sheets/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => new Response(new Uint8Array(await publicationXlsx(context, params.id)), { headers: { 'content-type': xlsxType, 'content-disposition': attachment(`${params.id}.xlsx`) } }));
