import { codebookCsv, publicationCsv } from '#modules/results/index.ts';
import { m } from '#i18n/text.ts';
import { attachment } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const codebook = url.searchParams.get('part') === 'codebook';
		const text = codebook ? await codebookCsv(context, params.id) : await publicationCsv(context, params.id);
		return new Response(text, { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': attachment(`${codebook ? m.figures_export_file_codebook() : params.id}.csv`) } });
	});
