import type { RequestHandler } from '@sveltejs/kit';
import { getQuestionnaire } from '#modules/survey/index.ts';
import { jsonResponse } from '../../responses.ts';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => {
		const { document } = await getQuestionnaire(context, params['id'] ?? '');
		return jsonResponse(`${document.id}-${document.version}`, document);
	});
