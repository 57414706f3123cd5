import { error, redirect } from '@sveltejs/kit';
import { messageOf } from '#i18n/text.ts';
import { AppError } from '#platform/errors.ts';
import { checkFields, readFields } from '#platform/web/form.ts';
import { printLetters } from '#modules/survey/index.ts';
import { backTo, isMendable, LettersForm, pdfFile } from '../../../letters.ts';
import type { RequestHandler } from './$types';

/** Makes links and the letters that carry them: by POST, because each time there are new ones. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	// Without a session the answer is the sign-in page, whatever was sent.
	await locals.run(async () => undefined);
	const typed = await readFields(request).catch(refuse);
	try {
		const { count, language, variant, sentence } = checkFields(LettersForm, typed);
		return pdfFile(await printLetters((work) => locals.run(work), [{ surveyId: params.id, count, language, variant }], sentence));
	} catch (problem) {
		if (isMendable(problem)) redirect(303, backTo(`/surveys/${params.id}/letters`, typed));
		return refuse(problem);
	}
};

function refuse(problem: unknown): never {
	if (problem instanceof AppError) error(problem.status, messageOf(`error_${problem.code}`, problem.params));
	throw problem;
}
