import type { Context } from '../context.ts';
import { attachment } from './names.ts';
import { readChunk } from './store.ts';

/** A stored file ready to be sent: who may have it was decided before. */
export interface Download {
	readonly sha256: string;
	readonly size: number;
	readonly chunks: number;
	readonly fileName: string;
	/** One of our own list, never what the sender claimed. */
	readonly mediaType: string;
}

/**
 * The answer that hands a stored file over as a download that no browser runs or shows inside our pages. Each chunk is
 * read in a short transaction of its own (`run`), so a slow reader holds no connection and at most one chunk of memory.
 */
export function downloadResponse(download: Download, run: <T>(work: (context: Context) => Promise<T>) => Promise<T>): Response {
	let next = 0;
	const body = new ReadableStream<Uint8Array>(
		{
			pull: async (controller) => {
				if (next >= download.chunks) return controller.close();
				controller.enqueue(await run((context) => readChunk(context, download.sha256, next++)));
			}
		},
		{ highWaterMark: 1 }
	);
	return new Response(body, {
		headers: {
			'content-type': download.mediaType.startsWith('text/') ? `${download.mediaType}; charset=utf-8` : download.mediaType,
			'content-length': String(download.size),
			'content-disposition': attachment(download.fileName),
			'content-security-policy': "sandbox; default-src 'none'",
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, no-store'
		}
	});
}
