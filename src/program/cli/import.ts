import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { importResponses, variantNames, type AnswerFile, type ImportReport } from '#modules/survey/index.ts';
import { messageOf } from '#i18n/text.ts';
import { progressBar } from './progress.ts';
import { UsageError } from './usage.ts';
import { asSystem, chooseRegion, withProgram } from './with-program.ts';

interface Options {
	survey: string;
	map?: string;
	variant: string;
	dryRun?: boolean;
	skipRefused?: boolean;
	again?: boolean;
	region?: string;
	json?: boolean;
}

/** How many refused cells are printed; `--json` prints those that the report lists. */
const printed = 20;

/** Reads answers of another tool into a survey; returns the exit code: 0 stored or checked without fault, 2 when rows were refused and nothing was stored. */
export async function importAnswers(path: string, options: Options): Promise<number> {
	const variant = variantNames.find((name) => name === options.variant);
	if (!variant) throw new UsageError(`"${options.variant}" is no variant: use ${variantNames.join(' or ')}.`);
	const file = await answerFile(path);
	const map = options.map === undefined ? null : await readFile(resolve(options.map), 'utf8').catch(() => Promise.reject(new UsageError(`${options.map} cannot be read.`)));
	const bar = progressBar(process.stderr);
	const report = await withProgram(async ({ runtime }) => {
		const regionId = await chooseRegion(runtime, options.region);
		try {
			return await importResponses(
				(work) => asSystem(runtime, regionId, 'en', work),
				options.survey,
				file,
				{ variant, map, dryRun: options.dryRun ?? false, skipRefused: options.skipRefused ?? false, again: options.again ?? false },
				(done, total) => bar.show(options.dryRun ? 'Checking (kB)' : 'Importing (kB)', Math.round(done / 1000), Math.round(total / 1000))
			);
		} finally {
			bar.end();
		}
	});
	process.stdout.write(options.json ? `${JSON.stringify(report, null, '\t')}\n` : lines(report).map((line) => `${line}\n`).join(''));
	return report.refusedRows > 0 && report.stored === 0 ? 2 : 0;
}

async function answerFile(path: string): Promise<AnswerFile> {
	const file = resolve(path);
	const found = await stat(file).catch(() => null);
	if (!found?.isFile()) throw new UsageError(`${path} is no file that can be read.`);
	return { name: basename(file), size: found.size, open: () => createReadStream(file) };
}

const delimiters = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' } as const;

function lines(report: ImportReport): string[] {
	const { refusals } = report;
	const more = report.refusedCells - Math.min(printed, refusals.length);
	return [
		`${report.file}: ${report.encoding}, divided by ${delimiters[report.delimiter]}, SHA-256 ${report.sha256}`,
		`Columns: ${report.columns.map(({ column, target }) => (column === target ? column : `${column} → ${target}`)).join(', ')}`,
		...(report.ignored.length > 0 ? [`Left out: ${report.ignored.join(', ')}`] : []),
		...(report.unanswered.length > 0 ? [`Questions without a column: ${report.unanswered.join(', ')}`] : []),
		`Rows: ${report.rows}, of which ${report.accepted} fit and ${report.refusedRows} do not; ${report.blank} blank rows left out.`,
		...refusals.slice(0, printed).map(({ row, column, value, problem }) => `  row ${row}${column ? `, ${column}` : ''}${value ? `, "${value}"` : ''}: ${messageOf(`error_${problem.code}`, problem.params ?? {}, 'en')}`),
		...(more > 0 ? [`  … and ${more} more`] : []),
		outcome(report)
	];
}

function outcome(report: ImportReport): string {
	if (report.dryRun) return 'This was a check: nothing was stored.';
	if (report.stored > 0) return `${report.stored} answers were stored.`;
	return report.refusedRows > 0 ? 'Nothing was stored. Mend the rows above, or leave them out with --skip-refused.' : 'Nothing was stored: the file holds no answers.';
}
