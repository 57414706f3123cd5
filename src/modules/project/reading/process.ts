import { Worker } from 'node:worker_threads';
import type { JobAnswer } from '#platform/job-process.ts';
import { readContent } from './kinds.ts';
import { Refusal, type Content, type UnreadableCode } from './model.ts';

/** What goes to the reading process. */
export interface ReadJob {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** What it answers, as JSON. */
export type ReadAnswer = { readonly content: Content } | { readonly refused: UnreadableCode };

/** The most memory that one document may take, in bytes. */
const memoryLimit = 900 * 1024 * 1024;

async function read({ name, bytes }: ReadJob): Promise<ReadAnswer> {
	try {
		return { content: await readContent(name, bytes) };
	} catch (problem) {
		// Whatever a reader stumbles over lies in the document: its bytes are all that it gets.
		return { refused: problem instanceof Refusal ? problem.code : 'check_file_broken' };
	}
}

const answer = async (job: ReadJob & { readonly id: number }): Promise<JobAnswer> => ({ id: job.id, bytes: Buffer.from(JSON.stringify(await read(job))) });

process.on('message', (job: ReadJob & { readonly id: number }) => void answer(job).then((done) => process.send?.(done)));
process.on('disconnect', () => process.exit(0));
// A Ctrl-C reaches the whole group; the parent decides when this process ends.
process.on('SIGINT', () => undefined);

// Buffers lie outside of what the engine limits, and a reader at work answers no timer: a thread beside it looks.
new Worker(`setInterval(() => { if (process.memoryUsage.rss() > ${memoryLimit}) process.kill(process.pid, 'SIGKILL'); }, 50)`, { eval: true }).unref();
