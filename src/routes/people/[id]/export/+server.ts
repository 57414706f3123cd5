import type { RequestHandler } from '@sveltejs/kit';
import { exportPerson } from '#modules/identity/index.ts';

/** Everything held about a person, as a file: for the person and for administrators. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const copy = await locals.run((context) => exportPerson(context, params['id'] ?? ''));
	return new Response(`${JSON.stringify(copy, null, '\t')}\n`, {
		headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': 'attachment; filename="person.json"', 'cache-control': 'private, no-store' }
	});
};
