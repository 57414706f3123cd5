import { error } from '@sveltejs/kit';
import { messageOf } from '#i18n/text.ts';
import { issueForm } from '#modules/survey/index.ts';
import { AppError } from '#platform/errors.ts';
import { attachment } from '#platform/files/index.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { bytes, fileName } = await issueForm((work) => locals.run(work), params.id, { variant: params.variant, language: params.language }).catch((problem: unknown) => {
		// Busy is said outside of any transaction, where nothing else turns it into a page.
		if (problem instanceof AppError) error(problem.status, messageOf(`error_${problem.code}`, problem.params));
		throw problem;
	});
	return new Response(new Blob([new Uint8Array(bytes)]), {
		headers: {
			'content-type': 'application/pdf',
			'content-length': String(bytes.byteLength),
			'content-disposition': attachment(fileName),
			'content-security-policy': "sandbox; default-src 'none'",
			'cache-control': 'private, no-store'
		}
	});
};
