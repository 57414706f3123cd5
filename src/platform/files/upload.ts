import busboy from 'busboy';
import { AppError, Invalid } from '../errors.ts';
import type { Fields } from '../web/form.ts';
import { safeFileName } from './names.ts';
import { fileTooLarge, spool, type FileLimits, type SpooledFile } from './spool.ts';

/** A form with a file, as it arrived: its text fields and the file, waiting on disk. */
export interface Upload {
	readonly fields: Fields;
	/** Null when the person chose no file. */
	readonly file: { readonly name: string; readonly content: SpooledFile } | null;
	dispose(): Promise<void>;
}

const fieldBytes = 100_000;

/**
 * Reads a `multipart/form-data` form with at most one file (field `file`) as a stream: the file goes to disk, never into
 * memory. `onField` hears each field as it arrives, so that what was typed survives a refused file. Throws Invalid at
 * `file` when it is too large, and AppError for a malformed form or a connection that breaks; in every such case nothing
 * is left behind.
 */
export async function readUpload(request: Request, limits: FileLimits, onField: (fields: Fields) => void): Promise<Upload> {
	const type = request.headers.get('content-type') ?? '';
	if (!type.toLowerCase().startsWith('multipart/form-data') || !request.body) throw new AppError(415, 'form_wrong_type');
	const parser = openParser(type, limits);
	const fields: Fields = {};
	const received: { file?: Promise<{ name: string; content: SpooledFile } | null>; problem?: AppError } = {};
	const stop = Promise.withResolvers<void>();
	const halted = { now: false };
	const halt = (problem?: AppError): void => {
		received.problem ??= problem;
		halted.now = true;
		stop.resolve();
	};

	parser.on('field', (name, raw, info) => {
		if (info.valueTruncated || info.nameTruncated) halt(new Invalid({ [name]: { code: 'too_long', params: { max: fieldBytes } } }));
		if (raw.includes('\uFFFD')) halt(new AppError(400, 'form_wrong_encoding'));
		addField(fields, name, raw.replaceAll('\0', '').replaceAll('\r\n', '\n').normalize('NFC'));
		onField(fields);
	});
	parser.on('fieldsLimit', () => halt(new AppError(413, 'form_too_large')));
	parser.on('file', (name, stream, info) => {
		// Heard from the start: the form may be cut off before the temporary file is open.
		stream.on('error', () => halt(new AppError(400, 'form_cut_off')));
		// A file input left empty still sends a part, without a name.
		const sent = info.filename;
		if (name !== 'file' || !sent || received.file) return void stream.resume();
		stream.on('limit', () => halt(fileTooLarge(limits)));
		received.file = spool(stream, limits).then((content) => ({ name: safeFileName(sent), content }));
		// The error itself is thrown below; here it only ends the reading.
		received.file.catch(() => halt());
	});

	const dispose = async (): Promise<void> => (await received.file?.catch(() => null))?.content.dispose();
	try {
		await feed(parser, request.body, stop.promise, halted);
		const file = (await received.file) ?? null;
		if (received.problem) throw received.problem;
		return { fields, file, dispose };
	} catch (problem) {
		const answer = received.problem ?? problem;
		parser.destroy();
		await dispose();
		throw answer;
	}
}

function openParser(type: string, limits: FileLimits): busboy.Busboy {
	try {
		return busboy({
			headers: { 'content-type': type },
			defParamCharset: 'utf8',
			preservePath: true,
			// One byte more than allowed tells a file that just fits from one that does not.
			limits: { fileSize: limits.maxBytes + 1, files: 1, fields: 1000, fieldSize: fieldBytes, fieldNameSize: 100, headerPairs: 20 }
		});
	} catch {
		throw new AppError(400, 'form_wrong_type');
	}
}

/** Passes the body to the parser at the speed of the disk, and stops reading as soon as there is a problem. */
async function feed(parser: busboy.Busboy, body: ReadableStream<Uint8Array>, stop: Promise<void>, halted: { readonly now: boolean }): Promise<void> {
	const ended = new Promise<void>((resolve, reject) => {
		parser.on('close', resolve);
		parser.on('error', () => reject(new AppError(400, 'form_cut_off')));
	});
	ended.catch(() => undefined);
	const reader = body.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read().catch(() => Promise.reject(new AppError(400, 'form_cut_off')));
			if (done) break;
			if (!parser.write(value)) await Promise.race([new Promise((resolve) => parser.once('drain', resolve)), ended, stop]);
			if (halted.now) return;
		}
		parser.end();
		await Promise.race([ended, stop]);
	} finally {
		// Released, not cancelled: cancelling would break the connection before the person gets the answer.
		reader.releaseLock();
	}
}

function addField(fields: Fields, name: string, value: string): void {
	const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
	Object.defineProperty(fields, name, { value: before === undefined ? value : [...[before].flat(), value], enumerable: true, configurable: true, writable: true });
}
