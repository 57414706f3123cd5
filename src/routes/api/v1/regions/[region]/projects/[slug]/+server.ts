import { apiProject } from '#modules/project/index.ts';
import { answering, asJson, preflight } from '../../../../answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, request, url }) => answering(async () => asJson(request, await locals.visit(params.region, (context) => apiProject(context, params.slug, url.origin))));
export const OPTIONS: RequestHandler = preflight;
