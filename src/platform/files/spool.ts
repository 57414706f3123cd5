import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Invalid } from '../errors.ts';

/** The largest file that is kept, in bytes: 100 MB. */
export const fileLimit = 100 * 1024 * 1024;

export interface FileLimits {
	readonly maxBytes: number;
}

/** The error at the form's file field when a file is larger than allowed. */
export const fileTooLarge = (limits: FileLimits): Invalid => new Invalid({ file: { code: 'file_too_large', params: { megabytes: Math.floor(limits.maxBytes / 1024 / 1024) } } });

/** A whole file that has arrived, waiting on disk to be checked and kept. */
export interface SpooledFile {
	readonly size: number;
	/** 64 hexadecimal digits. */
	readonly sha256: string;
	/** At most `length` bytes from `position`; fewer at the end of the file. */
	read(position: number, length: number): Promise<Buffer>;
	/** Gives the space back; to be called whatever happens. */
	dispose(): Promise<void>;
}

/**
 * Receives a stream into a temporary file, because its address (the hash) is known only at its end and no transaction
 * should wait for a slow sender. Memory stays flat. Throws Invalid at the field `file` when it is larger than allowed,
 * and passes on the error of a broken stream; in both cases nothing is left behind.
 */
export async function spool(source: AsyncIterable<Uint8Array>, limits: FileLimits): Promise<SpooledFile> {
	const folder = await mkdtemp(join(tmpdir(), 'socquality-file-'));
	const path = join(folder, 'received');
	const handle = await open(path, 'wx+', 0o600);
	// Without its name the file disappears with the process, however that ends; Windows keeps the name until the end.
	await rm(folder, { recursive: true, force: true }).catch(() => undefined);
	const dispose = async (): Promise<void> => {
		await handle.close();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		const hash = createHash('sha256');
		let size = 0;
		for await (const part of source) {
			size += part.byteLength;
			if (size > limits.maxBytes) throw fileTooLarge(limits);
			hash.update(part);
			await handle.writeFile(part);
		}
		return {
			size,
			sha256: hash.digest('hex'),
			dispose,
			read: async (position, length) => {
				const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - position)));
				let filled = 0;
				while (filled < buffer.length) {
					const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled);
					if (bytesRead === 0) throw new Error('A temporary file became shorter while it was read');
					filled += bytesRead;
				}
				return buffer;
			}
		};
	} catch (problem) {
		await dispose();
		throw problem;
	}
}
