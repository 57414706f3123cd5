import { apiProjects, readQuery } from '#modules/project/index.ts';
import { answering, asJson, preflight } from '../../../answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, request, url }) =>
	answering(async () => {
		const query = readQuery(url.searchParams);
		const page = await locals.visit(params.region, (context) => apiProjects(context, query, url.origin));
		const links = [page.next && `<${page.next}>; rel="next"`, page.previous && `<${page.previous}>; rel="prev"`].filter(Boolean).join(', ');
		return asJson(request, page, links === '' ? {} : { link: links });
	});
export const OPTIONS: RequestHandler = preflight;
