import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { dirname, join } from 'node:path';
import { loadFonts } from './fonts.ts';
import type { JobAnswer } from '../job-process.ts';
import type { RenderJob } from './model.ts';
import { printableData } from './printable.ts';

/**
 * The rendering process: takes one job at a time over the channel of its parent and answers with the bytes of a tagged
 * PDF/UA-1 file. Data goes into the template as JSON; text is never markup, so nothing that people typed is interpreted.
 */
const fonts = loadFonts();
const compilers = new Map<string, NodeCompiler>();

function compilerIn(folder: string): NodeCompiler {
	const kept = compilers.get(folder);
	if (kept) return kept;
	const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: fonts.files }] });
	compilers.set(folder, compiler);
	return compiler;
}

function render(job: RenderJob): Uint8Array {
	const folder = dirname(job.template);
	const compiler = compilerIn(folder);
	const input = { title: job.title, locale: job.locale, data: job.data };
	try {
		compiler.mapShadow(join(folder, 'input.json'), Buffer.from(JSON.stringify(printableData(input, fonts.covers))));
		const compiled = compiler.compile({ mainFilePath: job.template, resetRead: true });
		const problems = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
		if (!compiled.result) throw new Error(`${job.template}: ${JSON.stringify(problems)}`);
		return compiler.pdf(compiled.result, { pdfStandard: 'ua-1', pdfTags: true, creationTimestamp: job.timestamp });
	} finally {
		compiler.resetShadow();
		compiler.evictCache(0);
	}
}

function answer(job: RenderJob): JobAnswer {
	try {
		return { id: job.id, bytes: render(job) };
	} catch (problem) {
		return { id: job.id, problem: problem instanceof Error ? problem.message : String(problem) };
	}
}

process.on('message', (job: RenderJob) => process.send?.(answer(job)));
process.on('disconnect', () => process.exit(0));
// A Ctrl-C reaches the whole group; the parent decides when this process ends.
process.on('SIGINT', () => undefined);
