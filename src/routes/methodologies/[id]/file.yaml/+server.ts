import type { RequestHandler } from '@sveltejs/kit';
import { getVersion, toYaml } from '#modules/methodology/index.ts';
import { yamlResponse } from '../../yaml-response.ts';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.run(async (context) => {
		const { document } = await getVersion(context, params['id'] ?? '');
		return yamlResponse(`${document.id}-${document.version}.yaml`, toYaml(document));
	});
