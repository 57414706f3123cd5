import { error, redirect } from '@sveltejs/kit';
import { messageOf } from '#i18n/text.ts';
import { AppError } from '#platform/errors.ts';
import { checkFields, readFields } from '#platform/web/form.ts';
import { printMergedLetters } from '#modules/survey/index.ts';
import { backTo, isMendable, pdfFile } from '../../letters.ts';
import { MergeForm } from '../form.ts';
import type { RequestHandler } from './$types';

/** Letters of several surveys in one file. */
export const POST: RequestHandler = async ({ locals, request }) => {
	await locals.run(async () => undefined);
	const typed = await readFields(request).catch(refuse);
	try {
		const { orders, sentence } = checkFields(MergeForm, typed);
		return pdfFile(await printMergedLetters((work) => locals.run(work), orders, sentence));
	} catch (problem) {
		if (isMendable(problem)) redirect(303, backTo('/surveys/letters', typed));
		return refuse(problem);
	}
};

function refuse(problem: unknown): never {
	if (problem instanceof AppError) error(problem.status, messageOf(`error_${problem.code}`, problem.params));
	throw problem;
}
