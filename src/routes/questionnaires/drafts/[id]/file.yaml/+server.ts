import type { RequestHandler } from '@sveltejs/kit';
import { getQuestionnaireDraft } from '#modules/survey/index.ts';
import { yamlResponse } from '../../../responses.ts';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => {
		const { document } = await getQuestionnaireDraft(context, params['id'] ?? '');
		return yamlResponse(`${document.id}-draft`, document);
	});
