import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { messageOf } from '#i18n/text.ts';
import { exportIati, importIati, importLimits, noteText, problemText, type IatiImport, type ImportedActivity } from '#modules/project/index.ts';
import { inLocale } from '#platform/locale.ts';
import { UsageError } from './usage.ts';
import { asSystem, chooseRegion, withProgram } from './with-program.ts';

/** Writes the region's projects as IATI 2.03, to a file or to standard output; what was left out goes to standard error. */
export async function exportProjects(options: { out?: string; region?: string }): Promise<void> {
	const file = await withProgram(async ({ runtime }) => asSystem(runtime, await chooseRegion(runtime, options.region), 'en', exportIati));
	for (const { slug, title, reason } of file.leftOut) process.stderr.write(`Left out: ${inLocale(title, 'en') || slug}. ${messageOf(`exchange_left_out_${reason}`, {}, 'en')}\n`);
	if (options.out === undefined) {
		process.stdout.write(file.xml);
		return;
	}
	const path = resolve(options.out);
	await writeFile(path, file.xml).catch(() => Promise.reject(new UsageError(`${options.out} cannot be written.`)));
	process.stdout.write(`${path}\n`);
	process.stderr.write(`${messageOf('exchange_iati_count', { count: file.activities }, 'en')}\n`);
}

/** Reads an IATI file into the region; returns the exit code: 0 stored or checked without fault, 2 when an activity was refused and nothing was stored. */
export async function importProjects(path: string, options: { dryRun?: boolean; region?: string; json?: boolean }): Promise<number> {
	const file = resolve(path);
	const found = await stat(file).catch(() => null);
	if (!found?.isFile()) throw new UsageError(`${path} is no file that can be read.`);
	if (found.size > importLimits.bytes) throw new UsageError(messageOf('error_exchange_file_large', { megabytes: importLimits.bytes / 1024 / 1024 }, 'en'));
	const bytes = await readFile(file).catch(() => Promise.reject(new UsageError(`${path} cannot be read.`)));
	const report = await withProgram(async ({ runtime }) => {
		const regionId = await chooseRegion(runtime, options.region);
		return asSystem(runtime, regionId, 'en', (context) => importIati(context, bytes, { fileName: basename(file), dryRun: options.dryRun ?? false }));
	});
	process.stdout.write(options.json ? `${JSON.stringify(withSentences(report), null, '\t')}\n` : lines(report).map((line) => `${line}\n`).join(''));
	return report.activities.some(({ outcome }) => outcome === 'refused') ? 2 : 0;
}

const withSentences = (report: IatiImport): unknown => ({
	...report,
	activities: report.activities.map((activity) => ({ ...activity, notes: activity.notes.map((note) => ({ ...note, text: noteText(note, 'en') })), problems: activity.problems.map((problem) => ({ ...problem, text: problemText(problem, 'en') })) }))
});

function lines(report: IatiImport): string[] {
	const refused = report.activities.filter(({ outcome }) => outcome === 'refused').length;
	return [
		`${report.file}: ${report.activities.length} activities, SHA-256 ${report.sha256}`,
		...report.activities.flatMap((activity) => [`${activity.identifier || '–'}  ${inLocale(activity.title, 'en') || '–'}`, ...about(activity).map((line) => `  ${line}`)]),
		report.dryRun && refused === 0 ? 'This was a check: nothing was stored.' : refused > 0 ? `Nothing was stored: ${refused} of ${report.activities.length} activities do not fit.` : messageOf('exchange_stored_title', { count: report.stored }, 'en')
	];
}

const about = ({ outcome, differs, notes, problems }: ImportedActivity): string[] => [
	messageOf(`exchange_outcome_${outcome}`, {}, 'en'),
	...(differs.length > 0 ? [messageOf('exchange_differs_in', { elements: differs.join(', ') }, 'en')] : []),
	...problems.map((problem) => problemText(problem, 'en')),
	...notes.map((note) => noteText(note, 'en'))
];
