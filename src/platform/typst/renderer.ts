import { resolve } from 'node:path';
import { AppError } from '../errors.ts';
import { createJobProcess, type JobLimits } from '../job-process.ts';
import type { RenderJob, RenderOptions } from './model.ts';
import { packageRoot } from './root.ts';

/** Renders documents one after another in a process of its own, which starts with the first and ends when nothing comes. */
export interface Renderer {
	/** Rejects with AppError 503 when too many documents wait. */
	render(template: string, data: unknown, options: RenderOptions): Promise<Uint8Array>;
	/** The id of the running process, or null at rest. */
	readonly processId: number | null;
	/** Ends the process at once; documents in work fail. The next document starts a new one. */
	stop(): void;
}

export function createRenderer(limits: JobLimits): Renderer {
	const work = createJobProcess<Omit<RenderJob, 'id'>>('src/platform/typst/worker.ts', { thing: 'document', process: 'rendering process' }, limits);
	return {
		render: async (template, data, options) => {
			const job = { template: resolve(packageRoot(), template), data, locale: options.locale, title: options.title, timestamp: Math.floor(options.timestamp.getTime() / 1000) };
			const made = work.run(job);
			if (!made) throw new AppError(503, 'report_busy');
			return new Uint8Array(await made);
		},
		get processId() {
			return work.processId;
		},
		stop: work.stop
	};
}
