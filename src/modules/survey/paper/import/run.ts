import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid } from '#platform/errors.ts';
import { storeResponses } from '../../answering/index.ts';
import type { NewResponse } from '../../model.ts';
import { getQuestionnaire, variantOf, type Variant } from '../../questionnaire/index.ts';
import { loadForEntry, loadToEnter, takesEntries } from '../policy.ts';
import { auditHolds } from '../sheet-store.ts';
import { shuffled } from '../../shuffle.ts';
import { decodeFile, delimiterOf, inspectFile, type FileFacts } from '#platform/text-encoding.ts';
import { bindColumns, nameOf, parseMap, type Bound, type ImportMap } from './mapping.ts';
import { listedRefusals, type AnswerFile, type ImportOptions, type ImportReport, type OnProgress, type Refusal } from './model.ts';
import { rowReader, type RowReader } from './rows.ts';

type Run = <T>(work: (context: Context) => Promise<T>) => Promise<T>;

/** How many answers are written, and shuffled, at a time: enough that a row's place tells nothing, little enough for memory. */
const chunk = 5000;
const action = 'survey.answers_imported';

/** Ends the transaction without storing; carries what was found. */
class NothingStored extends Error {
	readonly report: ImportReport;
	constructor(report: ImportReport) {
		super('nothing stored');
		this.report = report;
	}
}

/**
 * Reads answers from a file of another tool into a survey, all or none (unless rows that do not fit are to be left out),
 * as a stream: memory does not grow with the file. The report tells what was stored and every cell that was refused.
 * NotFound and Forbidden as for typing in; Conflict when the survey takes no answers or this very file was imported
 * before; Invalid at `file` or `map` when nothing can be read at all.
 */
export async function importResponses(run: Run, surveyId: string, file: AnswerFile, options: ImportOptions, onProgress: OnProgress = () => undefined): Promise<ImportReport> {
	await run((context) => authorise(context, surveyId, options));
	const map = options.map === null || options.map.trim() === '' ? null : parseMap(options.map);
	const facts = await inspectFile(file.open());
	if (facts.firstLine.trim() === '') throw new Invalid({ file: { code: 'paper_import_empty' } });
	try {
		return await run((context) => importInto(context, surveyId, { file, facts, map, options, onProgress }));
	} catch (problem) {
		if (problem instanceof NothingStored) return problem.report;
		throw problem;
	}
}

/** A check keeps nobody else out; storing keeps the survey as it is until the end. */
async function authorise(context: Context, surveyId: string, { dryRun }: Pick<ImportOptions, 'dryRun'>) {
	if (!dryRun) return loadToEnter(context, surveyId);
	const survey = await loadForEntry(context, surveyId);
	if (!(await takesEntries(context, survey))) throw new Conflict('paper_state');
	return survey;
}

interface Job {
	readonly file: AnswerFile;
	readonly facts: FileFacts;
	readonly map: ImportMap | null;
	readonly options: ImportOptions;
	readonly onProgress: OnProgress;
}

async function importInto(context: Context, surveyId: string, job: Job): Promise<ImportReport> {
	const { options, facts } = job;
	const survey = await authorise(context, surveyId, options);
	if (!options.again && (await auditHolds(context, survey.id, action, 'sha256', facts.sha256))) throw new Conflict('paper_import_same_file');
	const { document } = await getQuestionnaire(context, survey.questionnaireVersionId);
	const variant = survey.variants.includes(options.variant) ? variantOf(document, options.variant) : null;
	if (!variant) throw new Invalid({ variant: { code: 'paper_import_variant' } });
	const report = await readAll(job, variant, (responses) => storeResponses(context, survey.id, responses));
	if (report.stored === 0) throw new NothingStored(report);
	await audit(context, {
		action,
		subject: { kind: 'survey', id: survey.id },
		institutionId: survey.institutionId,
		after: { file: report.file, sha256: facts.sha256, answers: report.stored, refused: report.refusedRows }
	});
	return report;
}

/** Reads every row and hands the answers on in portions; from the first refusal on it only reads, where all or none is stored. */
async function readAll({ file, facts, map, options, onProgress }: Job, variant: Variant, store: (responses: NewResponse[]) => Promise<void>): Promise<ImportReport> {
	const delimiter = delimiterOf(facts.firstLine);
	let waiting: NewResponse[] = [];
	let read: { header: readonly string[]; bound: Bound; row: RowReader } | null = null;
	const count = { row: 0, rows: 0, blank: 0, accepted: 0, refusedRows: 0, refusedCells: 0, stored: 0 };
	const refusals: Refusal[] = [];
	const storing = (): boolean => !options.dryRun && (options.skipRefused || count.refusedRows === 0);
	const flush = async (): Promise<void> => {
		if (storing() && waiting.length > 0) {
			await store(shuffled(waiting));
			count.stored += waiting.length;
		}
		waiting = [];
	};
	let bytes = 0;
	for await (const cells of records(decodeFile(file.open(), facts.encoding, (more) => onProgress((bytes += more), file.size)), delimiter)) {
		count.row++;
		if (read === null) {
			if (cells.every((cell) => cell.trim() === '')) continue;
			const bound = bindColumns(cells, map, variant);
			read = { header: cells, bound, row: rowReader(options.variant, variant, cells, bound, map?.missing ?? []) };
			continue;
		}
		const result = read.row(cells, count.row);
		if ('blank' in result) {
			count.blank++;
			continue;
		}
		count.rows++;
		if ('refusals' in result) {
			count.refusedRows++;
			count.refusedCells += result.refusals.length;
			refusals.push(...result.refusals.slice(0, listedRefusals - refusals.length));
			continue;
		}
		count.accepted++;
		if (storing()) waiting.push(result.response);
		if (waiting.length >= chunk) await flush();
	}
	await flush();
	if (read === null || (count.rows === 0 && count.blank === 0)) throw new Invalid({ file: { code: 'paper_import_empty' } });
	return {
		file: file.name,
		sha256: facts.sha256,
		encoding: facts.encoding,
		delimiter,
		rows: count.rows,
		blank: count.blank,
		accepted: count.accepted,
		refusedRows: count.refusedRows,
		refusedCells: count.refusedCells,
		refusals,
		columns: read.bound.bindings.map(({ name, target }) => ({ column: name, target: nameOf(target) })),
		ignored: read.bound.ignored,
		unanswered: read.bound.unanswered,
		stored: storing() ? count.stored : 0,
		dryRun: options.dryRun
	};
}

/** The records of a CSV text. Throws Invalid at `file` with the line where quotes do not close or a record is too long. */
async function* records(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<string[]> {
	const parser = parse({ delimiter, bom: true, relax_column_count: true, max_record_size: 1_000_000 });
	// Errors of both ends arrive at the parser's reader below.
	pipeline(Readable.from(text), parser, () => undefined);
	try {
		for await (const record of parser) yield record as string[];
	} catch (problem) {
		if (problem instanceof CsvError) throw new Invalid({ file: { code: 'paper_import_broken', params: { line: Number(problem['lines'] ?? 1) } } });
		throw problem;
	}
}
