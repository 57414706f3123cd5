import type { RequestHandler } from '@sveltejs/kit';
import { getDraft, toYaml } from '#modules/methodology/index.ts';
import { yamlResponse } from '../../../yaml-response.ts';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => {
		const { document } = await getDraft(context, params['id'] ?? '');
		return yamlResponse(`${document.id}-draft.yaml`, toYaml(document));
	});
