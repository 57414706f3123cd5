import { error } from '@sveltejs/kit';
import { messageOf } from '#i18n/text.ts';
import { AppError } from '#platform/errors.ts';
import { attachment } from '#platform/files/index.ts';
import { isLocale, type Locale } from '#platform/locale.ts';

/** Answers with a document as a download, in the language that the address names; 404 for an unknown language. */
export async function pdfAnswer(language: string, make: (locale: Locale) => Promise<{ bytes: Uint8Array; fileName: string }>): Promise<Response> {
	if (!isLocale(language)) error(404, messageOf('error_not_found'));
	const { bytes, fileName } = await make(language).catch((problem: unknown) => {
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
}
