import { checkAnswer, keptCheck } from '#modules/project/index.ts';
import { attachment } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const answer = await locals.run(async (context) => checkAnswer((await keptCheck(context, params.check)).results));
	return new Response(`${JSON.stringify(answer, null, '\t')}\n`, {
		headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': attachment('check.json'), 'cache-control': 'private, no-store' }
	});
};
