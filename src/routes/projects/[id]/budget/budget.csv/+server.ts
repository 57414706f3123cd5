import { shownDocument, writeBudgetFile } from '#modules/project/index.ts';
import { attachment } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const { document, project } = await shownDocument(context, params.id, url.searchParams.get('of') === 'draft');
		return new Response(writeBudgetFile(document, context.locale), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': attachment(`${project.slug}-budget.csv`), 'cache-control': 'private, no-store' } });
	});
