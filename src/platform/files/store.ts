import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { spool, type FileLimits, type SpooledFile } from './spool.ts';

/** Bytes of one stored chunk. */
export const chunkSize = 256 * 1024;

export interface StoredFile {
	readonly sha256: string;
	readonly size: number;
}

/**
 * Keeps the bytes of a stream in the database under the address (region, SHA-256); the same bytes are kept once.
 * Throws Invalid at the field `file` when the stream is larger than allowed. It says nothing about who may read them:
 * whoever stores a file keeps the address in a row that answers that.
 */
export async function storeFile(context: Context, source: AsyncIterable<Uint8Array>, limits: FileLimits): Promise<StoredFile> {
	const spooled = await spool(source, limits);
	try {
		return await storeSpooled(context, spooled);
	} finally {
		await spooled.dispose();
	}
}

/** The second half of `storeFile`, for a file that has already arrived. */
export async function storeSpooled(context: Context, file: SpooledFile): Promise<StoredFile> {
	const { regionId: region_id, tx, now } = context;
	const { sha256, size } = file;
	const chunks = Math.ceil(size / chunkSize);
	await tx
		.insertInto('file')
		.values({ region_id, sha256, size, chunks, stored_at: now })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	const kept = await tx.selectFrom('file_chunk').select('number').where('region_id', '=', region_id).where('sha256', '=', sha256).execute();
	const present = new Set(kept.map((chunk) => chunk.number));
	for (let number = 0; number < chunks; number++) {
		if (present.has(number)) continue;
		const bytes = await file.read(number * chunkSize, chunkSize);
		await tx
			.insertInto('file_chunk')
			.values({ region_id, sha256, number, bytes })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
	return { sha256, size };
}

/** Size and number of chunks of a stored file. Throws NotFound when the region has no such file. */
export async function fileInfo(context: Context, sha256: string): Promise<StoredFile & { chunks: number }> {
	const row = await context.tx.selectFrom('file').select(['sha256', 'size', 'chunks']).where('region_id', '=', context.regionId).where('sha256', '=', sha256).executeTakeFirst();
	if (!row) throw new NotFound();
	return row;
}

/** One chunk of a stored file. Throws NotFound when its bytes are gone. */
export async function readChunk(context: Context, sha256: string, number: number): Promise<Uint8Array> {
	const row = await context.tx
		.selectFrom('file_chunk')
		.select('bytes')
		.where('region_id', '=', context.regionId)
		.where('sha256', '=', sha256)
		.where('number', '=', number)
		.executeTakeFirst();
	if (!row) throw new NotFound();
	return row.bytes;
}

/** The bytes of a stored file, chunk by chunk; at most one is in memory. Use inside the context's transaction. */
export async function* readFile(context: Context, sha256: string): AsyncGenerator<Uint8Array> {
	const { chunks } = await fileInfo(context, sha256);
	for (let number = 0; number < chunks; number++) yield readChunk(context, sha256, number);
}

