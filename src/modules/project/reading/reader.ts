import { AppError } from '#platform/errors.ts';
import { createJobProcess, wasEnded, type JobLimits } from '#platform/job-process.ts';
import { documentLimit, Unreadable, type ReadText } from './model.ts';
import type { ReadAnswer, ReadJob } from './process.ts';

/** Reads documents one after another in a process of its own, with a limit of time and memory for each. */
export interface Reader {
	/** Rejects with Unreadable when nothing can be read, and with AppError 503 when too many documents wait. */
	read(name: string, bytes: Uint8Array): Promise<ReadText>;
	/** The id of the running process, or null at rest. */
	readonly processId: number | null;
	/** Ends the process at once. */
	stop(): void;
}

export function createReader(limits: JobLimits): Reader {
	const work = createJobProcess<ReadJob>('src/modules/project/reading/process.ts', { thing: 'text', process: 'reading process' }, limits);
	return {
		read: async (name, bytes) => {
			if (bytes.byteLength > documentLimit) throw new Unreadable('check_file_too_large', name);
			if (bytes.byteLength === 0) throw new Unreadable('check_file_empty', name);
			const asked = work.run({ name, bytes });
			if (!asked) throw new AppError(503, 'check_busy');
			const answered = await asked.catch((problem: unknown) => {
				throw wasEnded(problem) ? new Unreadable('check_file_too_heavy', name) : problem;
			});
			const answer = JSON.parse(Buffer.from(answered).toString('utf8')) as ReadAnswer;
			if ('refused' in answer) throw new Unreadable(answer.refused, name);
			return { name, ...answer.content };
		},
		get processId() {
			return work.processId;
		},
		stop: work.stop
	};
}
