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

/** A form with several files of one field. */
export interface Uploads {
	readonly fields: Fields;
	/** In the order of the form; `content` is null for a file that was larger than allowed. */
	readonly files: readonly { readonly name: string; readonly content: SpooledFile | null }[];
	dispose(): Promise<void>;
}

export interface UploadLimits extends FileLimits {
	/** The name of the form's file field. */
	readonly field: string;
	/** More are refused together: Invalid at the field. */
	readonly maxFiles: number;
	/** The longest text field, in bytes. */
	readonly fieldBytes: number;
}

const fieldBytes = 100_000;

/**
 * Reads a `multipart/form-data` form with at most one file (field `file`) as a stream: the file goes to disk, never into
 * memory. `onField` hears each field as it arrives, so that what was typed survives a refused file. Throws Invalid at
 * `file` when it is too large, and AppError for a malformed form or a connection that breaks; in every such case nothing
 * is left behind.
 */
export async function readUpload(request: Request, limits: FileLimits, onField: (fields: Fields) => void): Promise<Upload> {
	const { fields, files, dispose } = await receive(request, { ...limits, field: 'file', maxFiles: 1, fieldBytes }, onField, 'refuse');
	const [file] = files;
	return { fields, file: file?.content ? { name: file.name, content: file.content } : null, dispose };
}

/**
 * Like `readUpload`, for a field that takes several files. A file that is too large does not stop the others, and signs
 * that could not be decoded stay in what was typed. Throws Invalid at the field when there are more files than allowed.
 */
export const readUploads = (request: Request, limits: UploadLimits, onField: (fields: Fields) => void): Promise<Uploads> => receive(request, limits, onField, 'pass');

async function receive(request: Request, limits: UploadLimits, onField: (fields: Fields) => void, tooLarge: 'refuse' | 'pass'): Promise<Uploads> {
	const type = request.headers.get('content-type') ?? '';
	if (!type.toLowerCase().startsWith('multipart/form-data') || !request.body) throw new AppError(415, 'form_wrong_type');
	const parser = openParser(type, limits);
	const fields: Fields = {};
	const received: { readonly files: Promise<{ name: string; content: SpooledFile | null }>[]; problem?: AppError } = { files: [] };
	const stop = Promise.withResolvers<void>();
	const halted = { now: false };
	const halt = (problem?: AppError): void => {
		received.problem ??= problem;
		halted.now = true;
		stop.resolve();
	};

	parser.on('field', (name, raw, info) => {
		if (info.valueTruncated || info.nameTruncated) halt(new Invalid({ [name]: { code: 'too_long', params: { max: limits.fieldBytes } } }));
		if (tooLarge === 'refuse' && raw.includes('\uFFFD')) halt(new AppError(400, 'form_wrong_encoding'));
		addField(fields, name, raw.replaceAll('\0', '').replaceAll('\r\n', '\n').normalize('NFC'));
		onField(fields);
	});
	parser.on('fieldsLimit', () => halt(new AppError(413, 'form_too_large')));
	parser.on('file', (name, stream, info) => {
		// Heard from the start: the form may be cut off before the temporary file is open.
		stream.on('error', () => halt(new AppError(400, 'form_cut_off')));
		// A file input left empty still sends a part, without a name.
		const sent = info.filename;
		if (name !== limits.field || !sent) return void stream.resume();
		if (received.files.length >= limits.maxFiles) {
			stream.resume();
			if (tooLarge === 'pass') halt(new Invalid({ [limits.field]: { code: 'too_many_files', params: { max: limits.maxFiles } } }));
			return;
		}
		if (tooLarge === 'refuse') stream.on('limit', () => halt(fileTooLarge(limits)));
		const file = spool(stream, { maxBytes: limits.maxBytes + (tooLarge === 'pass' ? 1 : 0) }).then(async (content) => {
			if (content.size <= limits.maxBytes) return { name: safeFileName(sent), content };
			await content.dispose();
			return { name: safeFileName(sent), content: null };
		});
		received.files.push(file);
		// The error itself is thrown below; here it only ends the reading.
		file.catch(() => halt());
	});

	const dispose = async (): Promise<void> => {
		for (const file of received.files) await (await file.catch(() => null))?.content?.dispose();
	};
	try {
		await feed(parser, request.body, stop.promise, halted);
		const files = await Promise.all(received.files);
		if (received.problem) throw received.problem;
		return { fields, files, dispose };
	} catch (problem) {
		const answer = received.problem ?? problem;
		parser.destroy();
		await dispose();
		throw answer;
	}
}

function openParser(type: string, limits: UploadLimits): busboy.Busboy {
	try {
		return busboy({
			headers: { 'content-type': type },
			defParamCharset: 'utf8',
			preservePath: true,
			// One byte more than allowed tells a file that just fits from one that does not.
			limits: { fileSize: limits.maxBytes + 1, files: limits.maxFiles + 1, fields: 1000, fieldSize: limits.fieldBytes, fieldNameSize: 100, headerPairs: 20 }
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
