import type { RequestHandler } from '@sveltejs/kit';
import { getQuestionnaireDraft } from '#modules/survey/index.ts';
import { jsonResponse } from '../../../responses.ts';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => {
		const { document } = await getQuestionnaireDraft(context, params['id'] ?? '');
		return jsonResponse(`${document.id}-draft`, document);
	});
