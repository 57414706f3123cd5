import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import { storeResponses } from '../answering/index.ts';
import type { NewResponse, Survey } from '../model.ts';
import type { Variant, VariantName } from '../questionnaire/model.ts';
import { closedQuestions, getQuestionnaire, variantOf } from '../questionnaire/index.ts';
import { compareSheets, type ComparedSheet, type Differences } from './compare.ts';
import { withoutUnasked } from './conditions.ts';
import { writeAssistance, writeDigits } from './digits.ts';
import { helpField, questionField, readTypedSheet, type TypedSheet } from './form-values.ts';
import { BatchName, singleEntryLimit, type Pass, type Sheet } from './model.ts';
import { loadToEnter } from './policy.ts';
import { shuffled } from '../shuffle.ts';
import { auditHolds, deleteSheets, insertSheet, readSheets, updateSheet } from './sheet-store.ts';

export interface SheetInput {
	readonly batch: string;
	readonly number: number;
	readonly pass: Pass;
	/** The form that was filled in; counts for the first sheet of a batch, the others are of the same form. */
	readonly variant: VariantName;
	/** 0 for a sheet that is typed for the first time. */
	readonly revision: number;
	readonly typed: TypedSheet;
}

/**
 * Saves what one person typed from one sheet. Invalid at every field that does not fit; Conflict when somebody else has
 * typed or changed this sheet in the meantime. No audit entry: what is typed is an answer.
 */
export async function saveSheet(context: Context, surveyId: string, input: SheetInput): Promise<void> {
	const survey = await loadToEnter(context, surveyId);
	const sheets = (await readSheets(context, survey.id, knownName(input.batch))).map(({ sheet }) => sheet);
	if (sheets.length === 0) await refuseUsedName(context, survey.id, input.batch);
	const name = sheets[0]?.variant ?? input.variant;
	const variant = await variantOfSurvey(context, survey, name);
	const { choices, texts, assisted } = readTypedSheet(variant, input.typed);
	// Free texts are typed once, in the first round: nobody types a letter twice without changing a word.
	const content = { variant: name, assisted, choices, texts: input.pass === 1 ? texts : {} };
	const stored = sheets.find(({ number, pass }) => number === input.number && pass === input.pass);
	if (input.revision === 0) {
		if (stored || !(await insertSheet(context, { surveyId: survey.id, batch: input.batch, number: input.number, pass: input.pass }, content))) throw new Conflict('paper_sheet_taken', { number: input.number });
	} else if (!stored || !(await updateSheet(context, stored.id, input.revision, content))) throw new Conflict('paper_sheet_changed', { number: input.number });
}

export interface Resolution {
	readonly number: number;
	/** Revisions of both rounds as the page showed them. */
	readonly revisions: readonly [number, number];
	/** What the paper says where the rounds differ, in the fields of a sheet; "-" is no answer. */
	readonly typed: TypedSheet;
}

/**
 * Writes what the paper says into both rounds of a sheet that differ. Invalid at every field that does not fit or was
 * left open; Conflict when either round was changed since the page was shown, or different forms were typed.
 */
export async function resolveSheet(context: Context, surveyId: string, batch: string, input: Resolution): Promise<void> {
	const survey = await loadToEnter(context, surveyId);
	const compared = compareSheets((await readSheets(context, survey.id, knownName(batch), true)).map(({ sheet }) => sheet)).find(({ number }) => number === input.number);
	if (!compared?.first || !compared.second || !compared.differences) throw new NotFound();
	const { first, second, differences } = compared;
	if (first.revision !== input.revisions[0] || second.revision !== input.revisions[1]) throw new Conflict('paper_sheet_changed', { number: input.number });
	if (differences.variant) throw new Conflict('paper_variants_differ');
	const variant = await variantOfSurvey(context, survey, first.variant);
	const { choices, assisted } = readTypedSheet(variant, decided(variant, first, differences, input.typed));
	const content = { variant: first.variant, assisted, choices };
	await updateSheet(context, first.id, first.revision, { ...content, texts: first.texts });
	await updateSheet(context, second.id, second.revision, { ...content, texts: {} });
}

/** The whole sheet: what was decided, and what both rounds have alike. Invalid where a difference was left open. */
function decided(variant: Variant, first: Sheet, differences: Differences, typed: TypedSheet): TypedSheet {
	const open = [...differences.questions.map((at) => questionField(closedQuestions(variant)[at]?.id ?? '')), ...(differences.assisted ? [helpField] : [])].filter((field) => (typed[field] ?? '').trim() === '');
	if (open.length > 0) throw new Invalid(Object.fromEntries(open.map((field) => [field, { code: 'paper_decide' }])));
	const differs = new Set(differences.questions);
	const fields = closedQuestions(variant).map((question, at) => [questionField(question.id), differs.has(at) ? (typed[questionField(question.id)] ?? '') : writeDigits(question, first.choices[at] ?? null)]);
	const texts = Object.entries(first.texts).map(([id, body]) => [questionField(id), body]);
	return { ...Object.fromEntries([...fields, ...texts]), [helpField]: differences.assisted ? (typed[helpField] ?? '') : writeAssistance(first.assisted) };
}

/** Takes a sheet that was typed by mistake out of the batch, in one round or both. */
export async function removeSheet(context: Context, surveyId: string, batch: string, number: number, pass: Pass | null): Promise<void> {
	const survey = await loadToEnter(context, surveyId);
	const found = (await readSheets(context, survey.id, knownName(batch), true)).filter(({ sheet }) => sheet.number === number && (pass === null || sheet.pass === pass));
	if (found.length === 0) throw new NotFound();
	await deleteSheets(context, found.map(({ sheet }) => sheet.id));
	await audit(context, { action: 'survey.paper_sheet_removed', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { batch, number } });
}

/**
 * Turns the sheets of a batch into answers, in random order, and takes them out of the batch: those on which both rounds
 * agree, or, with `single`, every sheet of a small batch that was typed once. The others stay. Returns how many became
 * answers and how many stayed. Conflict when there is none, or the batch is too large for one round.
 */
export async function storeBatch(context: Context, surveyId: string, batch: string, options: { single: boolean }): Promise<{ stored: number; left: number }> {
	const survey = await loadToEnter(context, surveyId);
	const compared = compareSheets((await readSheets(context, survey.id, knownName(batch), true)).map(({ sheet }) => sheet));
	if (compared.length === 0) throw new NotFound();
	if (options.single && compared.length > singleEntryLimit) throw new Conflict('paper_batch_too_large', { max: singleEntryLimit });
	const ready = compared.filter(({ state }) => state === 'agrees' || (options.single && state === 'once'));
	if (ready.length === 0) throw new Conflict('paper_nothing_ready');
	await storeResponses(context, survey.id, shuffled(await responsesFrom(context, survey, ready)));
	await deleteSheets(context, ready.flatMap(({ first, second }) => [first, second].flatMap((sheet) => (sheet ? [sheet.id] : []))));
	const left = compared.length - ready.length;
	await audit(context, { action: 'survey.paper_stored', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { batch, sheets: ready.length, left, rounds: options.single ? 1 : 2 } });
	return { stored: ready.length, left };
}

/** Deletes everything that was typed into a batch; the papers can be typed again. */
export async function discardBatch(context: Context, surveyId: string, batch: string): Promise<void> {
	const survey = await loadToEnter(context, surveyId);
	const sheets = await readSheets(context, survey.id, knownName(batch), true);
	if (sheets.length === 0) throw new NotFound();
	await deleteSheets(context, sheets.map(({ sheet }) => sheet.id));
	await audit(context, { action: 'survey.paper_discarded', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, before: { batch, sheets: compareSheets(sheets.map(({ sheet }) => sheet)).length } });
}

/** Whether a new batch may have this name; Invalid at `batch` otherwise. Conflict when the survey takes no entries. */
export async function checkNewBatch(context: Context, surveyId: string, batch: string): Promise<void> {
	const survey = await loadToEnter(context, surveyId);
	await refuseUsedName(context, survey.id, knownName(batch));
}

async function responsesFrom(context: Context, survey: Survey, ready: readonly ComparedSheet[]): Promise<NewResponse[]> {
	const sheets = ready.flatMap(({ first }) => (first ? [first] : []));
	const variants = new Map<VariantName, Variant>();
	for (const name of new Set(sheets.map((sheet: Sheet) => sheet.variant))) variants.set(name, await variantOfSurvey(context, survey, name));
	return sheets.flatMap((sheet): NewResponse[] => {
		const variant = variants.get(sheet.variant);
		return variant ? [{ variant: sheet.variant, channel: 'paper', assisted: sheet.assisted, ...withoutUnasked(variant, sheet) }] : [];
	});
}

/** A batch that became answers under this name would be typed twice unnoticed. */
async function refuseUsedName(context: Context, surveyId: string, batch: string): Promise<void> {
	if (await auditHolds(context, surveyId, 'survey.paper_stored', 'batch', batch)) throw new Invalid({ batch: { code: 'paper_batch_used' } });
}

function knownName(batch: string): string {
	const name = BatchName.safeParse(batch);
	if (!name.success || name.data !== batch) throw new NotFound();
	return batch;
}

/** The variant of the survey's questionnaire; NotFound when the survey does not offer it. */
async function variantOfSurvey(context: Context, survey: Survey, name: VariantName): Promise<Variant> {
	const { document } = await getQuestionnaire(context, survey.questionnaireVersionId);
	const variant = survey.variants.includes(name) ? variantOf(document, name) : null;
	if (!variant) throw new NotFound();
	return variant;
}
