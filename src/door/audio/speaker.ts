import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '#platform/typst/root.ts';
import type { SpeechAnswer, SpeechJob, Voice } from './model.ts';

export interface SpeakerLimits {
	/** Milliseconds after which a text that is not finished is given up. */
	readonly timeout: number;
	/** Milliseconds without work after which the process ends and gives its memory back. */
	readonly idle: number;
	/** Texts for people who wait that may stand in line; more are refused. */
	readonly waiting: number;
}

/** Too many texts stand in line: ask again in a while. */
export class Busy extends Error {}

interface Waiting {
	readonly text: string;
	readonly voice: Voice;
	readonly done: (bytes: Buffer) => void;
	readonly failed: (problem: Error) => void;
}

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
export function createSpeaker(limits: SpeakerLimits): Speaker {
	const asked: Waiting[] = [];
	const prepared: Waiting[] = [];
	let current: { readonly id: number; readonly waiting: Waiting } | null = null;
	let child: ChildProcess | null = null;
	let timer: NodeJS.Timeout | undefined;
	let lastId = 0;

	function settle(finish: (waiting: Waiting) => void): void {
		clearTimeout(timer);
		const finished = current;
		current = null;
		if (finished) finish(finished.waiting);
		next();
	}

	function end(problem: string): void {
		const ended = child;
		child = null;
		ended?.kill('SIGKILL');
		settle((waiting) => waiting.failed(new Error(problem)));
	}

	function begin(): ChildProcess {
		const started = fork(join(packageRoot(), 'src/door/audio/process.ts'), { execArgv: [], env: quietEnvironment(), serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
		started.on('message', (answer: SpeechAnswer) => {
			if (child !== started || current?.id !== answer.id) return;
			settle((waiting) => ('bytes' in answer ? waiting.done(Buffer.from(answer.bytes)) : waiting.failed(new Error(`The text could not be spoken. ${answer.problem}`))));
		});
		const gone = (reason: string) => {
			if (child === started) end(`The speaking process ended by itself (${reason}).`);
		};
		started.on('error', (problem) => gone(problem.message));
		started.on('exit', (code, signal) => gone(String(signal ?? code)));
		return started;
	}

	function next(): void {
		if (current) return;
		const waiting = asked.shift() ?? prepared.shift();
		if (!waiting) return rest();
		const job: SpeechJob = { id: ++lastId, text: waiting.text, voice: waiting.voice };
		current = { id: job.id, waiting };
		child ??= begin();
		child.ref();
		child.channel?.ref();
		timer = setTimeout(() => end(`The text was not spoken after ${limits.timeout} ms.`), limits.timeout);
		child.send(job);
	}

	/** Nothing to do: the process must not keep the program alive, and leaves after a while. */
	function rest(): void {
		if (!child) return;
		child.unref();
		child.channel?.unref();
		timer = setTimeout(stop, limits.idle);
		timer.unref();
	}

	function stop(): void {
		if (child) end('The speaking process was stopped.');
	}

	return {
		speak: (text, voice, ahead = false) =>
			new Promise((done, failed) => {
				if (!ahead && asked.length >= limits.waiting) return failed(new Busy('Too many texts wait to be spoken.'));
				(ahead ? prepared : asked).push({ text, voice, done, failed });
				if (!current) clearTimeout(timer);
				next();
			}),
		get processId() {
			return child?.pid ?? null;
		},
		stop
	};
}

/** Only what a process needs to start: passwords and addresses of this installation stay outside. */
function quietEnvironment(): NodeJS.ProcessEnv {
	const needed = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP'];
	return Object.fromEntries(needed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
