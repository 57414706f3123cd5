import { publishedIati } from '#modules/project/index.ts';
import { answering, preflight, tagged } from '../../../answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, request }) =>
	answering(async () => {
		const { xml } = await locals.visit(params.region, publishedIati);
		// When the file was made is no change of what it says.
		return tagged(request, xml.replace(/ generated-datetime="[^"]*"/, ''), 'application/xml; charset=utf-8');
	});
export const OPTIONS: RequestHandler = preflight;
