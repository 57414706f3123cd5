import type { RequestHandler } from '@sveltejs/kit';
import { translationCsv } from '#modules/survey/index.ts';
import { fileResponse } from '../../../responses.ts';
import { loadTranslation, noteOf } from '../../translation.ts';

export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const { document, source, target } = await loadTranslation(context, params['id'] ?? '', url);
		return fileResponse(`${document.id}-${source}-${target}.csv`, 'text/csv', translationCsv(document, source, target, noteOf));
	});
