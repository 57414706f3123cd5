import type { Context } from '#platform/context.ts';
import { AppError, Invalid } from '#platform/errors.ts';
import type { SpooledFile } from '#platform/files/index.ts';
import { createJobProcess, wasEnded } from '#platform/job-process.ts';
import type { CheckResult, RegisteredProject } from '../check/model.ts';
import { documentLimit, readDocument, readPastedText, Unreadable, type ReadText } from '../reading/index.ts';
import { findProjectByCode } from '../versions/index.ts';
import { selectRegistered } from './checking-store.ts';
import { keepCheck } from './keep.ts';
import type { CheckedDocument, CheckInput, KeptCheck, PlacedResult } from './model.ts';
import type { CheckJob } from './process.ts';
import { assertMayCheck } from './queries.ts';
import { inTurn } from './turn.ts';

/** Opens one short transaction: reading and comparing take longer than any should. */
export type Run = <T>(work: (context: Context) => Promise<T>) => Promise<T>;
export interface SentFile {
	readonly name: string;
	/** Null when it was larger than allowed. */
	readonly content: SpooledFile | null;
}
/** Names for the texts that were pasted, in the person's language. */
export interface TextNames {
	readonly text: string;
	readonly other: string;
}

/** How long the files of one check may take to be read, in milliseconds; those that are left are refused by name. */
const readingTime = 60_000;
const work = createJobProcess<CheckJob>('src/modules/project/checking/process.ts', { thing: 'check', process: 'checking process' }, { timeout: 60_000, idle: 10_000, waiting: 10, memory: 768 });

/** Ends the checking process; for the end of the program. */
export const stopChecking = (): void => work.stop();

/**
 * Reads the texts and files, compares them with each other and with the versions of the chosen project, and keeps what was
 * found for an hour. Returns the name under which `keptCheck` finds it. A file that cannot be read is listed and does not
 * stop the others. Throws Forbidden for who follows no projects, Invalid when nothing was given, nothing could be read or
 * the project is unknown, and AppError 503 when too many people check at once.
 */
export async function runCheck(run: Run, input: CheckInput, files: readonly SentFile[], names: TextNames): Promise<string> {
	const project = await run(async (context) => {
		await assertMayCheck(context);
		return input.project === '' ? null : projectOf(context, input.project);
	});
	return inTurn(async () => {
		const taken = new Names();
		const pasted = readTexts(input, names, taken);
		const sent = await readFiles(files, taken);
		const read = [...pasted, ...sent];
		const texts = read.flatMap(({ text }) => (text ? [text] : []));
		if (read.length === 0) throw new Invalid({ files: { code: 'check_nothing' } });
		if (texts.length === 0) throw new Invalid({ files: refusalOf(read.map(({ document }) => document)) });
		const results = await compare(texts, project ? [project.registered] : []);
		const check: KeptCheck = {
			at: new Date(0),
			documents: read.map(({ document }) => document),
			typed: input,
			project: project && { id: project.id, title: project.title, code: project.registered.code, versions: project.registered.versions.length },
			results: placed(results, texts)
		};
		return run(async (context) => keepCheck(context, check));
	});
}

async function projectOf(context: Context, code: string) {
	const project = await findProjectByCode(context, code);
	const found = project && (await selectRegistered(context, project.id));
	if (!project || !found || found.registered.versions.length === 0) throw new Invalid({ project: { code: 'check_project_unknown' } });
	return { id: project.id, ...found };
}

interface Read {
	readonly document: CheckedDocument;
	readonly text: ReadText | null;
}

/** Names that results can tell apart: the second "plan.pdf" becomes "plan.pdf (2)". */
class Names {
	readonly #taken = new Set<string>();
	free(wanted: string): string {
		for (let number = 1; ; number++) {
			const name = number === 1 ? wanted : `${wanted} (${number})`;
			if (this.#taken.has(name)) continue;
			this.#taken.add(name);
			return name;
		}
	}
}

const documentOf = (text: ReadText): CheckedDocument => ({ name: text.name, lines: text.lines.length, pages: text.lines.at(-1)?.page ?? null, sameAs: null, refused: null });
const withoutText = (name: string, change: Partial<CheckedDocument>): Read => ({ document: { name, lines: 0, pages: null, sameAs: null, refused: null, ...change }, text: null });

function readTexts(input: CheckInput, names: TextNames, taken: Names): Read[] {
	const given = [{ text: input.text, name: names.text }, { text: input.other, name: names.other }].filter(({ text }) => text.trim() !== '');
	return given.map(({ text, name }, at): Read => {
		if (at > 0 && given[0]?.text === text) return withoutText(name, { sameAs: given[0].name });
		const read = readPastedText(taken.free(name), text);
		return { document: documentOf(read), text: read };
	});
}

/** One file after another, so that only one of them is in memory. */
async function readFiles(files: readonly SentFile[], taken: Names): Promise<Read[]> {
	const until = Date.now() + readingTime;
	const seen = new Map<string, string>();
	const read: Read[] = [];
	for (const { name: sent, content } of files) {
		const same = content ? seen.get(content.sha256) : undefined;
		if (same !== undefined) {
			read.push(withoutText(sent, { sameAs: same }));
			continue;
		}
		const name = taken.free(sent);
		if (content) seen.set(content.sha256, name);
		try {
			if (!content || content.size > documentLimit) throw new Unreadable('check_file_too_large', name);
			if (Date.now() > until) throw new Unreadable('check_file_no_time', name);
			const text = await readDocument(name, await content.read(0, content.size));
			read.push({ document: documentOf(text), text });
		} catch (problem) {
			if (!(problem instanceof AppError)) throw problem;
			read.push(withoutText(name, { refused: { code: problem.code, params: problem.params } }));
		}
	}
	return read;
}

/** One refused file speaks for itself; several are named together. */
function refusalOf(documents: readonly CheckedDocument[]): { code: string; params?: Record<string, string | number> } {
	const [first, ...others] = documents.filter(({ refused }) => refused !== null);
	if (!first?.refused) return { code: 'check_nothing' };
	return others.length === 0 ? { code: first.refused.code, params: { ...first.refused.params } } : { code: 'check_files_unread', params: { names: [first, ...others].map(({ name }) => name).join(', ') } };
}

async function compare(texts: readonly ReadText[], registered: readonly RegisteredProject[]): Promise<CheckResult[]> {
	const asked = work.run({ texts, registered });
	if (!asked) throw new AppError(503, 'check_busy');
	const answer = await asked.catch((problem: unknown) => {
		if (wasEnded(problem)) throw new AppError(422, 'check_too_heavy');
		throw problem;
	});
	return JSON.parse(Buffer.from(answer).toString('utf8')) as CheckResult[];
}

/** Adds the page to each place in a document that has pages. */
function placed(results: readonly CheckResult[], texts: readonly ReadText[]): PlacedResult[] {
	const pages = new Map(texts.map(({ name, lines }) => [name, lines]));
	return results.map((result) => ({
		...result,
		values: result.values.map((value) => {
			const page = pages.get(value.file)?.[value.line - 1]?.page;
			return page === undefined ? value : { ...value, page };
		})
	}));
}
