import { z } from 'zod';
import { loadForRows, rowsCsv, rowsXlsx } from '#modules/results/index.ts';
import { m } from '#i18n/text.ts';
import { attachment } from '#platform/files/index.ts';
import { xlsxType } from '#platform/sheets/index.ts';
import { readForm } from '#platform/web/form.ts';
import { PurposeForm } from '../form.ts';
import type { RequestHandler } from './$types';

const FileForm = PurposeForm.extend({ format: z.enum(['xlsx', 'csv'], { error: 'wrong' }) });

export const POST: RequestHandler = async ({ locals, params, request }) => {
	await locals.run((context) => loadForRows(context, params.id));
	const { purpose, format } = await readForm(FileForm, request);
	return locals.run(async (context) => {
		const body = format === 'csv' ? await rowsCsv(context, params.id, purpose) : new Uint8Array(await rowsXlsx(context, params.id, purpose));
		return new Response(body, { headers: { 'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType, 'content-disposition': attachment(`${m.figures_rows_file()}.${format}`) } });
	});
};
