import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemActor, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { nextSurveyState, surveyStates } from '../lifecycle.ts';
import { sampleDocument } from '../questionnaire/example.testing.ts';
import { choicesOf, closedQuestions } from '../questionnaire/rules.ts';
import { discardBatch, removeSheet, resolveSheet, saveSheet, storeBatch, type SheetInput } from './commands.ts';
import { checkNewBatch } from './commands.ts';
import { writeDigits, writeLine } from './digits.ts';
import { questionField } from './form-values.ts';
import { batchView, comparisonView, entryHome, sheetView } from './queries.ts';
import { paperScene, setState, storedAnswers, storedTexts, type PaperScene } from './testing.ts';

const db = useDatabase();
const { standard } = sampleDocument().variants;

const input = (change: Partial<SheetInput> = {}): SheetInput => ({ batch: 'A', number: 1, pass: 1, variant: 'standard', revision: 0, typed: { line: '1 2 2 12 2 1,2', 'q-wish': 'More walks', help: '3' }, ...change });
const save = (scene: PaperScene, actor: Actor, change: Partial<SheetInput> = {}) => db.as(scene.regionId, actor, (c) => saveSheet(c, scene.surveyId, input(change)));
const audits = (scene: PaperScene) => db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('audit').select(['action', 'before', 'after']).where('subject_id', '=', scene.surveyId).where('action', 'like', 'survey.paper%').execute());

test('a sheet typed twice alike becomes one answer and leaves the batch', async () => {
	const scene = await paperScene(db);
	await save(scene, scene.lead);
	await save(scene, scene.colleague, { pass: 2 });
	expect(await db.as(scene.regionId, scene.lead, (c) => entryHome(c, scene.surveyId))).toMatchObject({ open: true, batches: [{ name: 'A', variant: 'standard', counts: { sheets: 1, agrees: 1 } }] });
	expect(await storedAnswers(db, scene)).toEqual([]);
	expect(await db.as(scene.regionId, scene.lead, (c) => storeBatch(c, scene.surveyId, 'A', { single: false }))).toEqual({ stored: 1, left: 0 });
	expect(await storedAnswers(db, scene)).toEqual([{ choices: [1, 2, 2, 12, 2, 3], variant: 'standard', channel: 'paper', assisted: 'staff' }]);
	expect(await storedTexts(db, scene)).toEqual(['wish: More walks']);
	expect((await db.as(scene.regionId, scene.lead, (c) => entryHome(c, scene.surveyId))).batches).toEqual([]);
	expect(await audits(scene)).toEqual([{ action: 'survey.paper_stored', before: null, after: { batch: 'A', sheets: 1, left: 0, rounds: 2 } }]);
});

test('what people tick, what is typed in fields or as a line, and what is stored are one thing', async () => {
	const scene = await paperScene(db);
	const answer = (asked: (typeof standard.questions)[number]) => {
		const count = choicesOf(standard, asked).length;
		return fc.option(asked.kind === 'number' ? fc.integer({ min: asked.min, max: asked.max }) : asked.kind === 'multiple' ? fc.integer({ min: 1, max: 2 ** (count - 1) - 1 }) : fc.integer({ min: 1, max: count }), { nil: null });
	};
	// Home care (2) is chosen, so that no question is left out by its condition.
	const sheets = fc.sample(fc.tuple(...closedQuestions(standard).map((asked) => (asked.id === 'service' ? fc.constant(2) : answer(asked)))), 40);
	for (const [i, choices] of sheets.entries()) {
		const fields = Object.fromEntries(closedQuestions(standard).map((asked, at) => [questionField(asked.id), writeDigits(asked, choices[at] ?? null)]));
		await save(scene, scene.lead, { number: i + 1, typed: fields });
		await save(scene, scene.colleague, { number: i + 1, pass: 2, typed: { line: writeLine(standard, choices) } });
	}
	expect(await db.as(scene.regionId, scene.lead, (c) => storeBatch(c, scene.surveyId, 'A', { single: false }))).toEqual({ stored: 40, left: 0 });
	const sorted = (all: readonly (readonly (number | null)[])[]) => all.map((choices) => JSON.stringify(choices)).sort();
	expect(sorted((await storedAnswers(db, scene)).map(({ choices }) => choices))).toEqual(sorted(sheets));
});

test('answers do not lie in the order of the pile', async () => {
	const scene = await paperScene(db);
	const days = Array.from({ length: 30 }, (_, i) => i + 1);
	for (const number of days) await save(scene, scene.lead, { number, typed: { line: `1 1 2 ${number} - -` } });
	await db.as(scene.regionId, scene.lead, (c) => storeBatch(c, scene.surveyId, 'A', { single: true }));
	const rows = await db.as(scene.regionId, 'system', ({ tx }) => tx.selectFrom('survey_response').select('choices').where('survey_id', '=', scene.surveyId).execute());
	expect(rows.map(({ choices }) => choices[3])).not.toEqual(days);
	expect(rows.map(({ choices }) => choices[3] ?? 0).sort((a, b) => a - b)).toEqual(days);
});

test('rounds that differ wait until somebody has looked at the paper', async () => {
	const scene = await paperScene(db);
	const run = <T>(work: (c: Context) => Promise<T>) => db.as(scene.regionId, scene.lead, work);
	await save(scene, scene.lead);
	await save(scene, scene.colleague, { pass: 2, typed: { line: '1 3 2 12 2 1,2' } });
	await expect(run((c) => storeBatch(c, scene.surveyId, 'A', { single: false }))).rejects.toMatchObject({ code: 'paper_nothing_ready' });
	const view = await run((c) => comparisonView(c, scene.surveyId, 'A', null));
	expect(view.sheet).toMatchObject({ number: 1, state: 'differs', sameTypist: false, differences: { assisted: true, questions: [1] } });
	const decide = (revisions: [number, number], typed: Record<string, string> = { 'q-long-wait': '3', help: '1' }) => run((c) => resolveSheet(c, scene.surveyId, 'A', { number: 1, revisions, typed }));
	await expect(decide([1, 2])).rejects.toMatchObject({ code: 'paper_sheet_changed' });
	await expect(decide([1, 1], { 'q-long-wait': ' ' })).rejects.toMatchObject({ fields: { 'q-long-wait': { code: 'paper_decide' }, help: { code: 'paper_decide' } } });
	await expect(decide([1, 1], { 'q-long-wait': '8', help: '-' })).rejects.toMatchObject({ fields: { 'q-long-wait': { code: 'paper_digits_wrong' } } });
	await decide([1, 1]);
	await expect(decide([1, 1])).rejects.toMatchObject({ code: 'paper_sheet_changed' });
	expect((await run((c) => comparisonView(c, scene.surveyId, 'A', null))).sheet).toBeNull();
	await run((c) => storeBatch(c, scene.surveyId, 'A', { single: false }));
	expect(await storedAnswers(db, scene)).toMatchObject([{ choices: [1, 3, 2, 12, 2, 3], assisted: 'no' }]);
	expect(await storedTexts(db, scene)).toEqual(['wish: More walks']);
});

test('two people who save one sheet at once: one is kept, the other is told', async () => {
	const scene = await paperScene(db);
	const first = await Promise.allSettled([save(scene, scene.lead), save(scene, scene.colleague, { typed: { line: '2 2 2 2 2 2' } })]);
	expect(first.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(first.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'paper_sheet_taken' });
	const second = await Promise.allSettled([1, 2, 3].map((n) => save(scene, scene.lead, { revision: 1, typed: { line: `${n} - - - - -` } })));
	expect(second.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
	expect((await db.as(scene.regionId, scene.lead, (c) => sheetView(c, scene.surveyId, 'A', { number: 1, pass: 1, variant: null }))).stored?.revision).toBe(2);
});

test('a batch that is stored twice at once is stored once', async () => {
	const scene = await paperScene(db);
	for (const number of [1, 2, 3]) for (const pass of [1, 2] as const) await save(scene, scene.lead, { number, pass });
	const results = await Promise.allSettled([1, 2, 3].map(() => db.as(scene.regionId, scene.lead, (c) => storeBatch(c, scene.surveyId, 'A', { single: false }))));
	expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	expect(await storedAnswers(db, scene)).toHaveLength(3);
});

test('the second round shows nothing of the first, and says when one person types both', async () => {
	const scene = await paperScene(db);
	await save(scene, scene.lead);
	const view = (actor: Actor) => db.as(scene.regionId, actor, (c) => sheetView(c, scene.surveyId, 'A', { number: null, pass: 2, variant: null }));
	expect(await view(scene.lead)).toMatchObject({ number: 1, stored: null, sameTypist: true, next: 1 });
	const other = await view(scene.colleague);
	expect(other).toMatchObject({ stored: null, sameTypist: false });
	expect(JSON.stringify(other)).not.toContain('More walks');
});

test('a small batch may be stored after one round, a large one may not', async () => {
	const scene = await paperScene(db);
	for (let number = 1; number <= 31; number++) await save(scene, scene.lead, { number });
	const store = () => db.as(scene.regionId, scene.lead, (c) => storeBatch(c, scene.surveyId, 'A', { single: true }));
	await expect(store()).rejects.toMatchObject({ code: 'paper_batch_too_large' });
	await db.as(scene.regionId, scene.lead, (c) => removeSheet(c, scene.surveyId, 'A', 31, null));
	expect(await store()).toEqual({ stored: 30, left: 0 });
});

test('the name of a batch that became answers is not used again', async () => {
	const scene = await paperScene(db);
	await save(scene, scene.lead);
	await db.as(scene.regionId, scene.lead, (c) => storeBatch(c, scene.surveyId, 'A', { single: true }));
	await expect(save(scene, scene.lead)).rejects.toMatchObject({ fields: { batch: { code: 'paper_batch_used' } } });
	await expect(db.as(scene.regionId, scene.lead, (c) => checkNewBatch(c, scene.surveyId, 'A'))).rejects.toBeInstanceOf(Invalid);
	await db.as(scene.regionId, scene.lead, (c) => checkNewBatch(c, scene.surveyId, 'B'));
});

test('discarding takes everything that was typed and stores nothing', async () => {
	const scene = await paperScene(db);
	await save(scene, scene.lead);
	await save(scene, scene.lead, { batch: 'B' });
	await db.as(scene.regionId, scene.lead, (c) => discardBatch(c, scene.surveyId, 'A'));
	expect((await db.as(scene.regionId, scene.lead, (c) => entryHome(c, scene.surveyId))).batches.map(({ name }) => name)).toEqual(['B']);
	expect(await storedAnswers(db, scene)).toEqual([]);
	await expect(db.as(scene.regionId, scene.lead, (c) => discardBatch(c, scene.surveyId, 'A'))).rejects.toBeInstanceOf(NotFound);
});

test('what does not fit is named at its field, with the digits that are printed; nothing is saved', async () => {
	const scene = await paperScene(db);
	await expect(save(scene, scene.lead, { typed: { 'q-kind-staff': '7', 'q-visits': '99', 'q-helped': '2', help: '8' } })).rejects.toMatchObject({
		fields: { 'q-kind-staff': { code: 'paper_digits_wrong', params: { typed: '7', allowed: '1–5' } }, 'q-visits': { params: { allowed: '0–31' } }, help: { params: { allowed: '1–4' } } }
	});
	await expect(save(scene, scene.lead, { typed: { line: '1 2 9 - - -' } })).rejects.toMatchObject({ fields: { line: { code: 'paper_line_question', params: { question: 3, allowed: '1–3' } } } });
	await expect(save(scene, scene.lead, { typed: {} })).rejects.toMatchObject({ fields: { form: { code: 'paper_sheet_empty' } } });
	await expect(save(scene, scene.lead, { typed: { line: '- - - - - -' } })).rejects.toBeInstanceOf(Invalid);
	await expect(save(scene, scene.lead, { typed: { 'q-wish': 'x'.repeat(4001) } })).rejects.toMatchObject({ fields: { 'q-wish': { code: 'too_long' } } });
	for (const batch of ['', ' A', '../x', 'import', 'x'.repeat(41)]) await expect(save(scene, scene.lead, { batch }), batch).rejects.toBeInstanceOf(NotFound);
	expect((await db.as(scene.regionId, scene.lead, (c) => entryHome(c, scene.surveyId))).batches).toEqual([]);
});

test('answers to questions that were not asked are not stored', async () => {
	const scene = await paperScene(db);
	await save(scene, scene.lead, { typed: { line: '1 1 1 9 1 -' } });
	await db.as(scene.regionId, scene.lead, (c) => storeBatch(c, scene.surveyId, 'A', { single: true }));
	expect(await storedAnswers(db, scene)).toMatchObject([{ choices: [1, 1, 1, null, 1, null] }]);
});

test('the easy-to-read form has its own digits, and a batch holds one form', async () => {
	const scene = await paperScene(db);
	await save(scene, scene.lead, { variant: 'easy', typed: { line: '3', 'q-wish': 'Tea' } });
	await save(scene, scene.lead, { variant: 'standard', number: 2, typed: { line: '1' } });
	await db.as(scene.regionId, scene.lead, (c) => storeBatch(c, scene.surveyId, 'A', { single: true }));
	expect(await storedAnswers(db, scene)).toMatchObject([{ variant: 'easy', choices: [1] }, { variant: 'easy', choices: [3] }]);
});

test('only who runs the survey types answers in; the head may not, and nobody else learns that it exists', async () => {
	const scene = await paperScene(db);
	await save(scene, scene.lead);
	const elsewhere = await db.region();
	const stranger = await db.actor(elsewhere, 'administrator');
	const nobody: Actor = { ...systemActor, system: false };
	const work: ((c: Context) => Promise<unknown>)[] = [
		(c) => entryHome(c, scene.surveyId),
		(c) => batchView(c, scene.surveyId, 'A'),
		(c) => sheetView(c, scene.surveyId, 'A', { number: 1, pass: 1, variant: null }),
		(c) => comparisonView(c, scene.surveyId, 'A', null),
		(c) => saveSheet(c, scene.surveyId, input({ number: 2 })),
		(c) => resolveSheet(c, scene.surveyId, 'A', { number: 1, revisions: [1, 1], typed: { line: '1 1 1 1 1 1' } }),
		(c) => removeSheet(c, scene.surveyId, 'A', 1, null),
		(c) => storeBatch(c, scene.surveyId, 'A', { single: true }),
		(c) => discardBatch(c, scene.surveyId, 'A'),
		(c) => checkNewBatch(c, scene.surveyId, 'C')
	];
	for (const one of work) {
		await expect(db.as(scene.regionId, scene.head, one)).rejects.toBeInstanceOf(Forbidden);
		for (const actor of [scene.otherLead, nobody]) await expect(db.as(scene.regionId, actor, one)).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(elsewhere, stranger, one)).rejects.toBeInstanceOf(NotFound);
	}
	await db.as(scene.regionId, scene.coordinator, (c) => storeBatch(c, scene.surveyId, 'A', { single: true }));
});

test('every state: answers are typed in where the life cycle allows it, also after closing', async () => {
	const scene = await paperScene(db);
	for (const [i, state] of surveyStates.entries()) {
		await setState(db, scene, state);
		const saving = save(scene, scene.lead, { number: i + 1 });
		if (nextSurveyState(state, 'enter') === null) await expect(saving, state).rejects.toBeInstanceOf(state === 'deleted' ? NotFound : Conflict);
		else await saving;
	}
	await setState(db, scene, 'closed');
	await db.as(scene.regionId, 'system', ({ tx, now }) => tx.updateTable('survey').set({ answers_deleted_at: now }).where('id', '=', scene.surveyId).execute());
	await expect(save(scene, scene.lead, { number: 9 })).rejects.toMatchObject({ code: 'paper_state' });
});
