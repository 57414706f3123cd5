import { projectTable, projectTables, tableFile, tableFormats, tablesFile } from '#modules/project/index.ts';
import { NotFound } from '#platform/errors.ts';
import { attachment } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

/** One table as CSV or XLSX; `all.xlsx` is a workbook of all of them. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { bytes, name, type } = await locals.run(async (context) => {
		const format = tableFormats.find((known) => known === params.format);
		if (format === undefined) throw new NotFound();
		if (params.table === 'all' && format === 'xlsx') return tablesFile(await projectTables(context), context.now);
		return tableFile(await projectTable(context, params.table), format, context.now);
	});
	return new Response(new Uint8Array(bytes), { headers: { 'content-type': type, 'content-length': String(bytes.byteLength), 'content-disposition': attachment(name), 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' } });
};
