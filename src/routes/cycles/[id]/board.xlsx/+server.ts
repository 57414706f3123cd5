import { boardOf, boardToXlsx } from '#modules/results/index.ts';
import { attachment } from '#platform/files/index.ts';
import { inLocale } from '#platform/locale.ts';
import { xlsxType } from '#platform/sheets/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => {
		const board = await boardOf(context, params.id);
		const bytes = await boardToXlsx(board, context.locale, context.now);
		return new Response(new Uint8Array(bytes), { headers: { 'content-type': xlsxType, 'content-disposition': attachment(`${inLocale(board.cycle.name, context.locale)}.xlsx`) } });
	});
