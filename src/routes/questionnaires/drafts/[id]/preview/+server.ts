import type { RequestHandler } from '@sveltejs/kit';
import { getQuestionnaireDraft } from '#modules/survey/index.ts';
import { previewResponse } from '../../../responses.ts';

export const GET: RequestHandler = ({ locals, params, url }) => locals.run(async (context) => previewResponse((await getQuestionnaireDraft(context, params['id'] ?? '')).document, url));
