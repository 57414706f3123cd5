import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from './typst/root.ts';

export interface JobLimits {
	/** Milliseconds after which a job that is not finished is given up. */
	readonly timeout: number;
	/** Milliseconds without work after which the process ends and gives its memory back. */
	readonly idle: number;
	/** Jobs that people wait for and that may stand in line; more are refused, so that a flood cannot fill the memory. */
	readonly waiting: number;
	/** Megabytes that the process may take for objects; without it, what the engine takes by itself. */
	readonly memory?: number;
}

/** What a job is called in the sentences of its errors: `The ${thing} …`, `The ${process} …`. */
export interface JobWords {
	readonly thing: string;
	readonly process: string;
}

/** What the process sends back for a job: `{ id, …job }` is what it gets. */
export type JobAnswer = { readonly id: number; readonly bytes: Uint8Array } | { readonly id: number; readonly problem: string };

interface Waiting<Job> {
	readonly job: Job;
	readonly done: (bytes: Uint8Array) => void;
	readonly failed: (problem: Error) => void;
}

/** Does one job after another in a process of its own, which starts with the first and ends when nothing comes. */
export interface JobProcess<Job> {
	/** `ahead`: nobody waits for it yet, so whoever waits goes first. Null when too many stand in line. */
	run(job: Job, ahead?: boolean): Promise<Uint8Array> | null;
	/** The id of the running process, or null at rest. */
	readonly processId: number | null;
	/** Ends the process at once; the job in work fails. The next one starts a new process. */
	stop(): void;
}

/**
 * `module` is the file of the process, from the package's root. It answers every message with a `JobAnswer`; a process, and
 * not a thread, because native code can neither be stopped in the middle nor gives its memory back.
 */
export function createJobProcess<Job extends object>(module: string, words: JobWords, limits: JobLimits): JobProcess<Job> {
	const asked: Waiting<Job>[] = [];
	const prepared: Waiting<Job>[] = [];
	let current: { readonly id: number; readonly waiting: Waiting<Job> } | null = null;
	let child: ChildProcess | null = null;
	let timer: NodeJS.Timeout | undefined;
	let lastId = 0;

	function settle(finish: (waiting: Waiting<Job>) => void): void {
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
		const started = fork(join(packageRoot(), module), { execArgv: limits.memory === undefined ? [] : [`--max-old-space-size=${limits.memory}`], env: quietEnvironment(), serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
		started.on('message', (answer: JobAnswer) => {
			if (child !== started || current?.id !== answer.id) return;
			settle((waiting) => ('bytes' in answer ? waiting.done(answer.bytes) : waiting.failed(new Error(`The ${words.thing} could not be made. ${answer.problem}`))));
		});
		const gone = (reason: string) => {
			if (child === started) end(`The ${words.process} ended by itself (${reason}).`);
		};
		started.on('error', (problem) => gone(problem.message));
		started.on('exit', (code, signal) => gone(String(signal ?? code)));
		return started;
	}

	function next(): void {
		if (current) return;
		const waiting = asked.shift() ?? prepared.shift();
		if (!waiting) return rest();
		current = { id: ++lastId, waiting };
		child ??= begin();
		child.ref();
		child.channel?.ref();
		timer = setTimeout(() => end(`The ${words.thing} was not finished after ${limits.timeout} ms.`), limits.timeout);
		child.send({ id: current.id, ...waiting.job });
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
		if (child) end(`The ${words.process} was stopped.`);
	}

	return {
		run: (job, ahead = false) => {
			if (!ahead && asked.length >= limits.waiting) return null;
			return new Promise((done, failed) => {
				(ahead ? prepared : asked).push({ job, done, failed });
				if (!current) clearTimeout(timer);
				next();
			});
		},
		get processId() {
			return child?.pid ?? null;
		},
		stop
	};
}

/** Whether a job failed because its process was ended for its time or its memory, and not by a fault of its own. */
export const wasEnded = (problem: unknown): boolean => problem instanceof Error && /was not finished after|ended by itself \((?:SIG[A-Z]+|134)\)/.test(problem.message);

/** Only what a process needs to start: passwords and addresses of this installation stay outside. */
function quietEnvironment(): NodeJS.ProcessEnv {
	const needed = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP'];
	return Object.fromEntries(needed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
