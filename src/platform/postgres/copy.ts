/** Copying files with a checksum and to the disk. */
import { createHash } from 'node:crypto';
import { open, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const CHUNK_BYTES = 1 << 18;
const CONCURRENT = 8;

/** Size in bytes and SHA-256 (hexadecimal) of what was copied. */
export interface Copied {
	bytes: number;
	sha256: string;
}

/** Copies a file, mode 600, and returns when it is on the disk. Rejects as `fs` does; the target must not exist. */
export async function copyFile(from: string, to: string): Promise<Copied> {
	const source = await open(from, 'r');
	try {
		const target = await open(to, 'wx', 0o600);
		try {
			const hash = createHash('sha256');
			const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
			let bytes = 0;
			for (;;) {
				const { bytesRead } = await source.read(chunk, 0, CHUNK_BYTES, bytes);
				if (bytesRead === 0) break;
				const part = chunk.subarray(0, bytesRead);
				hash.update(part);
				for (let written = 0; written < bytesRead; ) {
					written += (await target.write(part, written, bytesRead - written, bytes + written)).bytesWritten;
				}
				bytes += bytesRead;
			}
			await target.sync();
			return { bytes, sha256: hash.digest('hex') };
		} finally {
			await target.close();
		}
	} finally {
		await source.close();
	}
}

/** Writes a small file, mode 600, and returns when it is on the disk. The target must not exist. */
export async function saveFile(to: string, content: Buffer): Promise<Copied> {
	await writeFile(to, content, { flag: 'wx', mode: 0o600, flush: true });
	return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

/** Copies a small file that another process may rewrite at this moment: reads until two readings are equal. */
export async function copyStableFile(from: string, to: string): Promise<Copied> {
	let before = await readFile(from);
	for (let tries = 0; tries < 100; tries += 1) {
		const now = await readFile(from);
		if (now.equals(before)) return saveFile(to, now);
		before = now;
	}
	throw new Error(`${from} changes too fast to be copied.`);
}

/** One entry below a folder; `path` is relative and uses `/`. Folders come before what they hold. */
export interface TreeEntry {
	path: string;
	kind: 'file' | 'folder' | 'other';
}

/** Everything below a folder except what `leftOut` names. What disappears during the reading is not listed. */
export async function listTree(root: string, leftOut: (path: string) => boolean): Promise<TreeEntry[]> {
	const found: TreeEntry[] = [];
	const visit = async (folder: string): Promise<void> => {
		for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
			const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
			if (leftOut(path)) continue;
			const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other';
			found.push({ path, kind });
			if (kind === 'folder') await visit(path);
		}
	};
	await visit('');
	return found;
}

/**
 * Runs `work` for every item, several at a time, and returns the results in order: each file waits for the disk, and a cluster has
 * a thousand small ones. The first rejection is passed on once the works already begun have ended.
 */
export async function mapConcurrently<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
	const results: Result[] = [];
	let next = 0;
	let failed = false;
	const run = async (): Promise<void> => {
		while (!failed && next < items.length) {
			const index = next++;
			const item = items[index];
			if (item === undefined) continue;
			try {
				results[index] = await work(item);
			} catch (error) {
				failed = true;
				throw error;
			}
		}
	};
	const settled = await Promise.allSettled(Array.from({ length: CONCURRENT }, run));
	for (const one of settled) if (one.status === 'rejected') throw one.reason;
	return results;
}
