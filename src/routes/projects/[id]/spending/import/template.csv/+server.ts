import { importTemplate } from '#modules/project/index.ts';
import { m } from '#i18n/text.ts';
import { attachment } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => new Response(await importTemplate(context, params.id), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': attachment(`${m.spending_import_file_name()}.csv`) } }));
