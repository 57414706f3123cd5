import { createJobProcess, type JobLimits } from '#platform/job-process.ts';
import type { SpeechJob, Voice } from './model.ts';

/** Too many texts stand in line: ask again in a while. */
export class Busy extends Error {}

/** Speaks one text after the other in a process of its own, which starts with the first and ends when nothing comes. */
export interface Speaker {
	/** `ahead`: nobody waits for it yet, so whoever waits goes first. Rejects with Busy when too many wait. */
	speak(text: string, voice: Voice, ahead?: boolean): Promise<Buffer>;
	/** The id of the running process, or null at rest. */
	readonly processId: number | null;
	/** Ends the process at once; the text in work fails. The next one starts a new process. */
	stop(): void;
}

/** The synthesiser is a program under a licence of its own and takes much memory: it runs as a program, beside ours. */
export function createSpeaker(limits: JobLimits): Speaker {
	const work = createJobProcess<Omit<SpeechJob, 'id'>>('src/door/audio/process.ts', { thing: 'sound', process: 'speaking process' }, limits);
	return {
		speak: async (text, voice, ahead = false) => {
			const spoken = work.run({ text, voice }, ahead);
			if (!spoken) throw new Busy('Too many texts wait to be spoken.');
			return Buffer.from(await spoken);
		},
		get processId() {
			return work.processId;
		},
		stop: work.stop
	};
}
