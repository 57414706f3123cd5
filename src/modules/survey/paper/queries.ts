import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { Survey } from '../model.ts';
import type { Variant, VariantName } from '../questionnaire/model.ts';
import { getQuestionnaire, variantOf } from '../questionnaire/index.ts';
import { compareSheets, countSheets, nextNumber, type BatchCounts, type ComparedSheet } from './compare.ts';
import { BatchName, type Pass, type Sheet } from './model.ts';
import { loadForEntry, takesEntries } from './policy.ts';
import { readSheets } from './sheet-store.ts';

export interface BatchSummary {
	readonly name: string;
	readonly variant: VariantName;
	readonly counts: BatchCounts;
}

export interface EntryHome {
	readonly survey: Survey;
	readonly open: boolean;
	readonly batches: readonly BatchSummary[];
}

/** The batches of a survey that wait, with how far each is. Only numbers: nothing tells what was answered. */
export async function entryHome(context: Context, surveyId: string): Promise<EntryHome> {
	const survey = await loadForEntry(context, surveyId);
	const byBatch = Map.groupBy(await readSheets(context, survey.id, null), ({ batch }) => batch);
	const batches = [...byBatch].map(([name, rows]) => summary(name, rows.map(({ sheet }) => sheet), 'standard'));
	return { survey, open: await takesEntries(context, survey), batches };
}

const summary = (name: string, sheets: readonly Sheet[], fallback: VariantName): BatchSummary => ({ name, variant: sheets[0]?.variant ?? fallback, counts: countSheets(compareSheets(sheets)) });

export interface BatchView extends BatchSummary {
	readonly survey: Survey;
	readonly open: boolean;
	readonly sheets: readonly Pick<ComparedSheet, 'number' | 'state' | 'sameTypist'>[];
	/** The number that comes next in each round; null when the second round has nothing left to type. */
	readonly next: { readonly first: number; readonly second: number | null };
}

/** A batch sheet by sheet. A batch without sheets is an empty one: it exists from its first sheet on. */
export async function batchView(context: Context, surveyId: string, batch: string): Promise<BatchView> {
	const { survey, compared, sheets } = await loadBatch(context, surveyId, batch);
	return {
		...summary(batch, sheets, survey.variants[0] ?? 'standard'),
		survey,
		open: await takesEntries(context, survey),
		sheets: compared.map(({ number, state, sameTypist }) => ({ number, state, sameTypist })),
		next: { first: nextNumber(compared, 1, 0) ?? 1, second: nextNumber(compared, 2, 0) }
	};
}

export interface SheetView {
	readonly survey: Survey;
	readonly open: boolean;
	readonly batch: string;
	readonly number: number;
	readonly pass: Pass;
	readonly variantName: VariantName;
	readonly variant: Variant;
	/** What this round holds already; null for a sheet that is typed for the first time. */
	readonly stored: Sheet | null;
	readonly counts: BatchCounts;
	/** The second round is being typed by the person of the first. */
	readonly sameTypist: boolean;
	/** The sheet after this one in the same round; null when the second round is complete. */
	readonly next: number | null;
}

/** One sheet as it is typed. Nothing of the other round is in it: whoever types the second must not see the first. */
export async function sheetView(context: Context, surveyId: string, batch: string, wanted: { number: number | null; pass: Pass; variant: VariantName | null }): Promise<SheetView> {
	const { survey, sheets, compared } = await loadBatch(context, surveyId, batch);
	const variantName = sheets[0]?.variant ?? wanted.variant ?? survey.variants[0] ?? 'standard';
	const number = wanted.number ?? nextNumber(compared, wanted.pass, 0) ?? 1;
	const own = (pass: Pass): Sheet | null => sheets.find((sheet) => sheet.number === number && sheet.pass === pass) ?? null;
	const enteredBy = own(1)?.enteredBy ?? null;
	return {
		survey,
		open: await takesEntries(context, survey),
		batch,
		number,
		pass: wanted.pass,
		variantName,
		variant: await variantNamed(context, survey, variantName),
		stored: own(wanted.pass),
		counts: countSheets(compared),
		sameTypist: wanted.pass === 2 && enteredBy !== null && enteredBy === context.actor.personId,
		next: nextNumber(compared, wanted.pass, number)
	};
}

export interface ComparisonView {
	readonly survey: Survey;
	readonly open: boolean;
	readonly batch: string;
	readonly counts: BatchCounts;
	/** The sheet to decide on, with both rounds; null when none differs. */
	readonly sheet: (ComparedSheet & { readonly first: Sheet; readonly second: Sheet }) | null;
	readonly variant: Variant | null;
	/** Numbers of all sheets that differ. */
	readonly differing: readonly number[];
}

/** The next sheet whose rounds differ, or the one that is named. NotFound when the named sheet was not typed twice. */
export async function comparisonView(context: Context, surveyId: string, batch: string, number: number | null): Promise<ComparisonView> {
	const { survey, compared } = await loadBatch(context, surveyId, batch);
	const found = number === null ? compared.find(({ state }) => state === 'differs') : compared.find((sheet) => sheet.number === number);
	if (number !== null && (!found?.first || !found.second)) throw new NotFound();
	const sheet = found?.first && found.second ? { ...found, first: found.first, second: found.second } : null;
	return { survey, open: await takesEntries(context, survey), batch, counts: countSheets(compared), sheet, variant: sheet ? await variantNamed(context, survey, sheet.first.variant) : null, differing: compared.filter(({ state }) => state === 'differs').map((one) => one.number) };
}

async function loadBatch(context: Context, surveyId: string, batch: string): Promise<{ survey: Survey; sheets: Sheet[]; compared: ComparedSheet[] }> {
	const survey = await loadForEntry(context, surveyId);
	const name = BatchName.safeParse(batch);
	if (!name.success || name.data !== batch) throw new NotFound();
	const sheets = (await readSheets(context, survey.id, batch)).map(({ sheet }) => sheet);
	return { survey, sheets, compared: compareSheets(sheets) };
}

async function variantNamed(context: Context, survey: Survey, name: VariantName): Promise<Variant> {
	const { document } = await getQuestionnaire(context, survey.questionnaireVersionId);
	const variant = survey.variants.includes(name) ? variantOf(document, name) : null;
	if (!variant) throw new NotFound();
	return variant;
}
