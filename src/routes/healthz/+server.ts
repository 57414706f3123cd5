import { getRuntime } from '#platform/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async () => {
	const runtime = getRuntime();
	if (!runtime.ready) return new Response('starting\n', { status: 503 });
	try {
		await runtime.database.ping();
	} catch {
		return new Response('the database does not answer\n', { status: 503 });
	}
	return new Response('ok\n');
};
