import type { JobAnswer } from '#platform/job-process.ts';
import type { SpeechJob } from './model.ts';
import { encode, speak } from './synthesis.ts';

/** The speaking process: takes one text at a time over the channel of its parent and answers with an MP3 file. */
async function answer(job: SpeechJob): Promise<JobAnswer> {
	try {
		return { id: job.id, bytes: await encode(await speak(job.text, job.voice)) };
	} catch (problem) {
		return { id: job.id, problem: problem instanceof Error ? problem.message : String(problem) };
	}
}

process.on('message', (job: SpeechJob) => void answer(job).then((done) => process.send?.(done)));
process.on('disconnect', () => process.exit(0));
// A Ctrl-C reaches the whole group; the parent decides when this process ends.
process.on('SIGINT', () => undefined);
