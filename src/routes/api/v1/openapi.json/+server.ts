import { openApi } from '#modules/project/index.ts';
import { asJson, preflight } from '../answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ request, url }) => asJson(request, openApi(url.origin));
export const OPTIONS: RequestHandler = preflight;
