import type { SpooledFile } from '#platform/files/index.ts';
import { decodeFile, inspectFile } from '#platform/text-encoding.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}

/** The text of an uploaded file in whichever of the usual encodings it is written; for files small enough to be held whole. */
export async function fileText(file: Pick<SpooledFile, 'size' | 'read'>): Promise<string> {
	const bytes = await file.read(0, file.size);
	const { encoding } = await inspectFile(once(bytes));
	let text = '';
	for await (const part of decodeFile(once(bytes), encoding)) text += part;
	return text;
}
