import { randomInt } from 'node:crypto';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import type { Cell, Sheet } from '#platform/sheets/index.ts';
import { answersEndAt, choicesOf, closedQuestions, getQuestionnaire, maySeeFigures, mayExportRows, nextSurveyState, readSurvey, variantOf, type Question, type Survey, type Variant, type VariantName } from '../../survey/index.ts';
import { bandsOf, coarsen } from './coarsening.ts';
import { selectResponses, type ResponseRow } from './row-store.ts';
import { selectLatest } from './store.ts';

/** Rows of answers as they leave, and what was done to them. */
export interface RowExport {
	readonly survey: Survey;
	readonly sheet: Pick<Sheet, 'columns' | 'rows'>;
	readonly rows: number;
	/** Rows of which group, help and way in were taken away, and rows that stay because even so they would be rare. */
	readonly suppressed: number;
	readonly dropped: number;
	/** Traits that are coarser than they were answered, by variant: ids of grouping questions, `assisted`, `channel`. */
	readonly coarsened: readonly string[];
}

/**
 * A survey for a researcher. NotFound for who may not know of it, Forbidden for who is none; Conflict when the answers are
 * deleted, and until the last publication: while answers may come, the difference of two exports would be a few people.
 */
export async function loadForRows(context: Context, surveyId: string): Promise<Survey> {
	const survey = await readSurvey(context, surveyId);
	if (survey.state === 'deleted' || !maySeeFigures(context.actor, survey.institutionId)) throw new NotFound();
	if (!mayExportRows(context.actor)) throw new Forbidden();
	if (nextSurveyState(survey.state, 'export-rows') === null || context.now < answersEndAt(survey)) throw new Conflict('rows_not_closed');
	if (survey.answersDeletedAt !== null) throw new Conflict('publication_answers_deleted');
	if ((await selectLatest(context, survey.id))?.reason !== 'closed') throw new Conflict('rows_not_closed');
	return survey;
}

/** In fewer characters no study is named. */
export const shortestPurpose = 20;

/** Invalid at `purpose` where what the rows are needed for is not said, or in too few words for whoever reads the audit. */
export function checkPurpose(purpose: string): void {
	if (purpose.trim() === '') throw new Invalid({ purpose: { code: 'required' } });
	if (purpose.trim().length < shortestPurpose) throw new Invalid({ purpose: { code: 'rows_purpose_short', params: { count: shortestPurpose } } });
}

/** What an export would hold, for a look before it is made; the rows themselves stay. Rights and errors as `exportRows`. */
export async function previewRows(context: Context, surveyId: string): Promise<Omit<RowExport, 'sheet'>> {
	const { survey, rows, suppressed, dropped, coarsened } = await anonymised(context, await loadForRows(context, surveyId));
	return { survey, rows, suppressed, dropped, coarsened };
}

/**
 * Rows of answers for a named researcher: k-anonymous over grouping questions, help and way in, numbers in ranges, no free
 * text, no day, in random order. The purpose and the number of rows go into the audit. Rights as `loadForRows`; Invalid
 * as `checkPurpose`; Conflict for fewer than k answers.
 */
export async function exportRows(context: Context, surveyId: string, purpose: string): Promise<RowExport> {
	const survey = await loadForRows(context, surveyId);
	checkPurpose(purpose);
	const made = await anonymised(context, survey);
	await audit(context, {
		action: 'survey.rows_exported',
		subject: { kind: 'survey', id: survey.id },
		institutionId: survey.institutionId,
		after: { purpose: purpose.trim(), rows: made.rows, suppressed: made.suppressed, dropped: made.dropped }
	});
	return made;
}

async function anonymised(context: Context, survey: Survey): Promise<RowExport> {
	const [responses, { document }] = [await selectResponses(context, survey.id), await getQuestionnaire(context, survey.questionnaireVersionId)];
	const names = (Object.keys(document.variants) as VariantName[]).flatMap((name) => variantOf(document, name)?.questions ?? []);
	const ids = [...new Set(names.map(({ id }) => id))];
	const parts = (Object.keys(document.variants) as VariantName[]).flatMap((name) => {
		const variant = variantOf(document, name);
		const here = responses.filter((response) => response.variant === name);
		return variant && here.length > 0 ? [rowsOf(variant, name, here, survey.minimumGroup)] : [];
	});
	const rows = parts.flatMap((part) => part.rows);
	if (rows.length < survey.minimumGroup) throw new Conflict('rows_too_few', { count: survey.minimumGroup });
	const closed = ids.filter((id) => rows.some((row) => row.has(id)));
	const columns = ['variant', 'assisted', 'channel', ...closed];
	const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
	return {
		survey,
		sheet: { columns: columns.map((header) => ({ header, width: 18 })), rows: shuffled(rows).map((row) => columns.map((column) => row.get(column) ?? null)) },
		rows: rows.length,
		suppressed: sum(({ suppressed }) => suppressed),
		dropped: sum(({ dropped }) => dropped),
		coarsened: [...new Set(parts.flatMap(({ coarsened }) => coarsened))]
	};
}

function rowsOf(variant: Variant, name: VariantName, responses: readonly ResponseRow[], k: number) {
	const questions = closedQuestions(variant);
	const groupings = questions.flatMap((question, i) => (question.kind === 'single' && question.group ? [{ question, i }] : []));
	const group = (response: ResponseRow, { question, i }: (typeof groupings)[number]): string => question.options[(response.choices[i] ?? 0) - 1]?.id ?? 'none';
	const { traits, levels, suppressed, dropped } = coarsen(responses.map((response) => ({ groups: groupings.map((grouping) => group(response, grouping)), assisted: response.assisted, channel: response.channel })), k);
	const bands = questions.map((question, i) => (question.kind === 'number' ? bandsOf(responses.flatMap(({ choices, channel }) => (channel === 'open' ? [] : (choices[i] ?? []))), k) : null));
	const rows = responses.flatMap((response, r): Map<string, Cell>[] => {
		const kept = traits[r];
		if (!kept) return [];
		const row = new Map<string, Cell>([['variant', name], ['assisted', kept.at(-2) ?? null], ['channel', kept.at(-1) ?? null]]);
		for (const [i, question] of questions.entries()) {
			const place = groupings.findIndex((grouping) => grouping.i === i);
			row.set(question.id, place >= 0 ? (kept[place] ?? null) : answerOf(variant, question, response.choices[i] ?? null, bands[i] ?? null));
		}
		return [row];
	});
	const traitNames = [...groupings.map(({ question }) => question.id), 'assisted', 'channel'];
	return { rows, suppressed, dropped, coarsened: traitNames.filter((_, i) => (levels[i] ?? 0) > 0) };
}

/** An answer as it leaves: the id of the option, ids joined by ";" for several, a range for a number; nothing for no answer. */
function answerOf(variant: Variant, question: Question, choice: number | null, bands: ((value: number) => string) | null): Cell {
	if (choice === null) return null;
	if (question.kind === 'number') return bands?.(choice) ?? null;
	const choices = choicesOf(variant, question);
	if (question.kind !== 'multiple') return choices[choice - 1]?.id ?? null;
	return choices.filter((_, i) => (choice & (1 << i)) !== 0).map(({ id }) => id).join(';');
}

/** A random order by a source that cannot be foretold (Fisher and Yates). */
function shuffled<T>(items: readonly T[]): T[] {
	const order = [...items];
	for (let i = order.length - 1; i > 0; i--) {
		const j = randomInt(i + 1);
		[order[i], order[j]] = [order[j] as T, order[i] as T];
	}
	return order;
}
