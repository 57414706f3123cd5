import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { messageOf } from '#i18n/text.ts';
import { AppError } from '#platform/errors.ts';
import { readForm } from '#platform/web/form.ts';
import { AnswerLanguage, printPoster } from '#modules/survey/index.ts';
import { pdfFile, sentenceField } from '../../../letters.ts';
import type { RequestHandler } from './$types';

const PosterForm = z.object({ token: z.string({ error: 'required' }).max(100), language: z.enum(AnswerLanguage.options, { error: 'required' }), sentence: sentenceField });

/** By POST, because the link stands in the form and must not stand in an address. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	await locals.run(async () => undefined);
	try {
		const input = await readForm(PosterForm, request);
		return pdfFile(await printPoster((work) => locals.run(work), params.id, input));
	} catch (problem) {
		if (problem instanceof AppError) error(problem.status, messageOf(`error_${problem.code}`, problem.params));
		throw problem;
	}
};
