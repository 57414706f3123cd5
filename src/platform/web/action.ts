import { error as httpError, fail, isHttpError, type ActionFailure, type HttpError } from '@sveltejs/kit';
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

const answers = new WeakMap<object, AppError>();

/**
 * An error that is an answer, as the page framework knows it: with its status and its sentence instead of a fault. `act`
 * still finds the AppError behind it.
 */
export function asAnswer(problem: AppError): HttpError | AppError {
	try {
		httpError(problem.status, messageOf(`error_${problem.code}`, problem.params));
	} catch (answer) {
		if (!isHttpError(answer)) return problem;
		answers.set(answer, problem);
		return answer;
	}
}

/** What was typed, without passwords: the answer must not carry them back. */
const withoutSecrets = (typed: Fields): Fields => Object.fromEntries(Object.entries(typed).filter(([name]) => !secretFields.includes(name)));
const secretFields = ['password', 'current', 'again'];

/**
 * Runs the body of a form action and turns answers that are errors (`AppError`) into a failure the page can show, in the
 * person's language and with nothing typed lost. Redirects and faults pass through.
 */
export async function act<T>(work: () => Promise<T>, typed: () => Fields = () => ({}), formId = 'form'): Promise<T | ActionFailure<{ failure: FormFailure }>> {
	try {
		return await work();
	} catch (problem) {
		const error = (problem instanceof Object && answers.get(problem)) || problem;
		if (error instanceof AppError && error.status === 404) throw asAnswer(error);
		if (!(error instanceof AppError)) throw problem;
		const fields = error instanceof Invalid ? error.fields : { form: { code: error.code, params: error.params } };
		const errors = Object.entries(fields).map(([field, e]) => ({ field, text: messageOf(`error_${e.code}`, e.params ?? {}) }));
		return fail(error.status, { failure: { formId, errors, typed: withoutSecrets(error instanceof RejectedForm ? error.typed : typed()) } });
	}
}
