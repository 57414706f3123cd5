import type { JobAnswer } from '#platform/job-process.ts';
import { checkDocuments } from '../check/index.ts';
import type { CheckedText, RegisteredProject } from '../check/model.ts';

/** What goes to the checking process; it answers the results as JSON. */
export interface CheckJob {
	readonly texts: readonly CheckedText[];
	readonly registered: readonly RegisteredProject[];
}

function answer(job: CheckJob & { readonly id: number }): JobAnswer {
	try {
		return { id: job.id, bytes: Buffer.from(JSON.stringify(checkDocuments([...job.texts], [...job.registered]))) };
	} catch (problem) {
		return { id: job.id, problem: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) };
	}
}

process.on('message', (job: CheckJob & { readonly id: number }) => process.send?.(answer(job)));
process.on('disconnect', () => process.exit(0));
// A Ctrl-C reaches the whole group; the parent decides when this process ends.
process.on('SIGINT', () => undefined);
