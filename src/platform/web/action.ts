import { fail, type ActionFailure } from '@sveltejs/kit';
import { AppError, Invalid } from '../errors.ts';
import { RejectedForm, type Fields } from './form.ts';
import { messageOf } from '#i18n/text.ts';

/** What a page gets back when its form did not pass: sentences ready to show and everything that was typed. */
export interface FormFailure {
	/** Which of the page's forms it was, where there are several. */
	readonly formId: string;
	readonly errors: { readonly field: string; readonly text: string }[];
	readonly typed: Fields;
}

/**
 * Runs the body of a form action and turns answers that are errors (`AppError`) into a failure the page can show, in the
 * person's language and with nothing typed lost. Redirects and faults pass through.
 */
export async function act<T>(work: () => Promise<T>, typed: () => Fields = () => ({}), formId = 'form'): Promise<T | ActionFailure<{ failure: FormFailure }>> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof AppError) || error.status === 404) throw error;
		const fields = error instanceof Invalid ? error.fields : { form: { code: error.code, params: error.params } };
		const errors = Object.entries(fields).map(([field, e]) => ({ field, text: messageOf(`error_${e.code}`, e.params ?? {}) }));
		return fail(error.status, { failure: { formId, errors, typed: error instanceof RejectedForm ? error.typed : typed() } });
	}
}
