import { issueReport } from '#modules/reporting/index.ts';
import { pdfAnswer } from '../../pdf.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) => pdfAnswer(params.lang, (locale) => issueReport((work) => locals.run(work), params.id, locale));
