import { fork, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { AppError } from '../errors.ts';
import type { RenderAnswer, RenderJob, RenderOptions } from './model.ts';
import { packageRoot } from './root.ts';

export interface RendererLimits {
	/** Milliseconds after which a document that is not finished is given up. */
	readonly timeout: number;
	/** Milliseconds without work after which the process ends and gives its memory back. */
	readonly idle: number;
	/** Documents that may wait; more are refused, so that a flood cannot fill the memory. */
	readonly waiting: number;
}

interface Waiting {
	readonly job: RenderJob;
	readonly done: (bytes: Uint8Array) => void;
	readonly failed: (problem: Error) => void;
}

/** Renders documents one after another in a process of its own, which starts with the first and ends when nothing comes. */
export interface Renderer {
	render(template: string, data: unknown, options: RenderOptions): Promise<Uint8Array>;
	/** The id of the running process, or null at rest. */
	readonly processId: number | null;
	/** Ends the process at once; documents in work fail. The next document starts a new one. */
	stop(): void;
}

/**
 * A process and not a thread: the compiler is native code that a thread could neither stop in the middle nor free.
 */
export function createRenderer(limits: RendererLimits): Renderer {
	const queue: Waiting[] = [];
	let current: Waiting | null = null;
	let child: ChildProcess | null = null;
	let timer: NodeJS.Timeout | undefined;
	let lastId = 0;

	function settle(finish: (waiting: Waiting) => void): void {
		clearTimeout(timer);
		const waiting = current;
		current = null;
		if (waiting) finish(waiting);
		next();
	}

	function end(problem: string): void {
		const ended = child;
		child = null;
		ended?.kill('SIGKILL');
		settle((waiting) => waiting.failed(new Error(problem)));
	}

	function begin(): ChildProcess {
		const started = fork(join(packageRoot(), 'src/platform/typst/worker.ts'), { execArgv: [], env: quietEnvironment(), serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
		started.on('message', (answer: RenderAnswer) => {
			if (child !== started || current?.job.id !== answer.id) return;
			settle((waiting) => ('bytes' in answer ? waiting.done(new Uint8Array(answer.bytes)) : waiting.failed(new Error(`The document could not be made. ${answer.problem}`))));
		});
		const gone = (reason: string) => {
			if (child === started) end(`The rendering process ended by itself (${reason}).`);
		};
		started.on('error', (problem) => gone(problem.message));
		started.on('exit', (code, signal) => gone(String(signal ?? code)));
		return started;
	}

	function next(): void {
		if (current) return;
		current = queue.shift() ?? null;
		if (!current) return rest();
		child ??= begin();
		child.ref();
		child.channel?.ref();
		timer = setTimeout(() => end(`The document was not finished after ${limits.timeout} ms.`), limits.timeout);
		child.send(current.job);
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
		if (child) end('The rendering process was stopped.');
	}

	return {
		render: (template, data, options) =>
			new Promise((done, failed) => {
				if (queue.length >= limits.waiting) return failed(new AppError(503, 'report_busy'));
				const job = { id: ++lastId, template: resolve(packageRoot(), template), data, locale: options.locale, title: options.title, timestamp: Math.floor(options.timestamp.getTime() / 1000) };
				queue.push({ job, done, failed });
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
