import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf } from '#i18n/text.ts';
import { checkAnswer, checkDocuments, confidenceInWords, documentLimit, explainCheck, findProjectByCode, projectVersion, projectVersions, readDocument, showCheckValue, stopReading, Unreadable, type CheckedText, type CheckResult, type RegisteredProject } from '#modules/project/index.ts';
import type { Locale } from '#platform/locale.ts';
import { UsageError } from './usage.ts';
import { asSystem, chooseRegion, language, withProgram } from './with-program.ts';

interface Options {
	project?: string;
	region?: string;
	lang?: string;
	json?: boolean;
}

/**
 * Checks documents against each other and, with `--project`, against the registered versions; prints what was found. No
 * database is opened without `--project`. Throws UsageError, with one sentence, for input that cannot be read.
 */
export async function checkFiles(paths: readonly string[], options: Options): Promise<void> {
	const locale = language(options.lang);
	if (options.region !== undefined && options.project === undefined) throw new UsageError('--region is of use only with --project.');
	try {
		const texts: CheckedText[] = [];
		for (const path of new Set(paths)) texts.push(await read(path, locale));
		const registered = options.project === undefined ? [] : [await registeredProject(options.project, options.region, locale)];
		const results = checkDocuments(texts, registered);
		process.stdout.write(options.json ? `${JSON.stringify(checkAnswer(results, locale), null, '\t')}\n` : inWords(results, locale));
	} finally {
		stopReading();
	}
}

async function read(path: string, locale: Locale): Promise<CheckedText> {
	const file = resolve(path);
	const found = await stat(file).catch(() => null);
	if (found === null) throw new UsageError(`${path} does not exist.`);
	if (!found.isFile()) throw new UsageError(`${path} is no file.`);
	try {
		if (found.size > documentLimit) throw new Unreadable('check_file_too_large', path);
		const bytes = await readFile(file).catch(() => Promise.reject(new UsageError(`${path} cannot be read.`)));
		return await readDocument(path, bytes);
	} catch (problem) {
		if (!(problem instanceof Unreadable)) throw problem;
		throw new UsageError(messageOf(`error_${problem.code}`, problem.params, locale));
	}
}

function registeredProject(code: string, region: string | undefined, locale: Locale): Promise<RegisteredProject> {
	return withProgram(async ({ runtime }) =>
		asSystem(runtime, await chooseRegion(runtime, region), locale, async (context) => {
			const project = await findProjectByCode(context, code);
			if (!project) throw new UsageError(`There is no project with the code "${code}".`);
			const heads = await projectVersions(context, project.id);
			if (heads.length === 0) throw new UsageError(`Nothing was agreed about the project "${code}" yet: it has no version to compare with.`);
			const versions: RegisteredProject['versions'][number][] = [];
			for (const number of heads.map((head) => head.number).sort((a, b) => a - b)) versions.push(await projectVersion(context, project.id, number));
			return { code, versions };
		})
	);
}

const groupOf = ({ kind, severity }: CheckResult): string => (kind === 'contradiction' ? severity : kind);

/** The same for people: groups by weight, each result with its sentence, its places, and how sure it is. */
function inWords(results: readonly CheckResult[], locale: Locale): string {
	if (results.length === 0) return `${messageOf('check_nothing_found', {}, locale)}. ${messageOf('check_nothing_found_text', {}, locale)}\n`;
	const lines: string[] = [];
	let group = '';
	for (const result of results) {
		if (groupOf(result) !== group) {
			group = groupOf(result);
			lines.push(messageOf(`check_group_${group}`, {}, locale).toUpperCase(), '');
		}
		lines.push(`${explainCheck(result, locale)} (${confidenceInWords(result.confidence, locale)})`);
		for (const { text, value, file, line } of result.values) lines.push(`  ${showCheckValue(value, locale)}  ${line > 0 ? `${file}:${line}` : file}`, ...(text === '' ? [] : [`    ${text}`]));
		lines.push('');
	}
	return `${lines.join('\n').trimEnd()}\n`;
}
