import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import type { RegionId } from '#platform/ids.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { getQuestionnaireDraft, listQuestionnaireDrafts, questionnaireDraftView } from './draft-queries.ts';
import { createQuestionnaireDraft, discardQuestionnaireDraft, publishQuestionnaire } from './drafts.ts';
import { requireQuestion, requireVariant, seenOf } from './editing.ts';
import { sampleDocument } from './example.testing.ts';
import { sealed } from './library.ts';
import { addEasyVariant, addQuestion, dropBattery, dropEasyVariant, dropQuestion, dropScale, emptyQuestionnaire, headOf, saveBattery, saveCondition, saveQuestion, saveQuestionnaireHead, saveScale, saveVariantHead, shiftQuestion } from './parts.ts';
import { getQuestionnaire, listQuestionnaires } from './queries.ts';
import { recordReaderTest, readerTestsOf } from './reader-tests.ts';

const db = useDatabase();
// Without pictures: those of the sample are invented.
const withoutPictures = JSON.parse(JSON.stringify(sampleDocument(), (key, value: unknown) => (key === 'picture' ? undefined : value))) as ReturnType<typeof sampleDocument>;
let region: RegionId;
let other: RegionId;
let coordinator: Actor;

beforeAll(async () => {
	[region, other] = [await db.region(), await db.region()];
	coordinator = await db.actor(region, 'coordinator');
});

const run = <T>(work: (context: Context) => Promise<T>, as: Actor = coordinator) => db.as(region, as, work);
const newDraft = (slug = 'sample') => run((c) => createQuestionnaireDraft(c, { from: 'document', document: { ...withoutPictures, id: slug } }));
const read = async (draftId: string) => (await run((c) => getQuestionnaireDraft(c, draftId))).document;
const standard = async (draftId: string) => (await read(draftId)).variants.standard;
const questionOf = async (draftId: string, id: string) => requireQuestion(await standard(draftId), id);
const auditOf = (action: string) => run(({ tx }) => tx.selectFrom('audit').select('id').where('region_id', '=', region).where('action', '=', action).execute(), coordinator);

test('a draft is edited part by part, published as a version that never changes, and goes away', async () => {
	const draftId = await newDraft('whole-way');
	const seen = seenOf(await questionOf(draftId, 'kind-staff'));
	await run((c) => saveQuestion(c, { draftId, variant: 'standard', question: 'kind-staff', seen, typed: { 'text.lv': 'Visi ir laipni.', 'text.en': 'All are kind.', battery: 'care', reversed: 'yes', maps: 'sample 6.1, caf 7.1' } }));
	expect(await questionOf(draftId, 'kind-staff')).toMatchObject({ text: { lv: 'Visi ir laipni.', en: 'All are kind.' }, reversed: true, maps: [{ methodology: 'sample', node: '6.1' }, { methodology: 'caf', node: '7.1' }] });
	const { draft, problems } = await run((c) => questionnaireDraftView(c, draftId));
	expect(problems.filter(({ severity }) => severity !== 'warning')).toEqual([]);
	const id = await run((c) => publishQuestionnaire(c, { draftId, revision: draft.revision, version: '2.0.0' }));
	const version = await run((c) => getQuestionnaire(c, id));
	expect(version).toMatchObject({ slug: 'whole-way', version: '2.0.0', document: { version: '2.0.0' } });
	await expect(read(draftId)).rejects.toMatchObject({ status: 404 });
	// The next draft is made from the version and leaves it as it is.
	const next = await run((c) => createQuestionnaireDraft(c, { from: 'version', id }));
	await run((c) => dropQuestion(c, { draftId: next, variant: 'standard', question: 'activities', seen: seenOf(requireQuestion(version.document.variants.standard, 'activities')) }));
	expect((await run((c) => getQuestionnaire(c, id))).sha256).toBe(sealed(version.document).sha256);
	const { revision } = await run((c) => getQuestionnaireDraft(c, next));
	await expect(run((c) => publishQuestionnaire(c, { draftId: next, revision, version: '2.0.0' }))).rejects.toMatchObject({ fields: { version: { code: 'questionnaire_version_taken', params: { latest: '2.0.0' } } } });
	await expect(run((c) => publishQuestionnaire(c, { draftId: next, revision, version: '1.9.9' }))).rejects.toMatchObject({ status: 422 });
	await expect(run((c) => publishQuestionnaire(c, { draftId: next, revision, version: 'two' }))).rejects.toMatchObject({ fields: { version: { code: 'questionnaire_version_format' } } });
	await run((c) => publishQuestionnaire(c, { draftId: next, revision, version: '2.0.1' }));
	expect((await run(listQuestionnaires)).filter(({ slug }) => slug === 'whole-way').map(({ version: number }) => number)).toHaveLength(2);
	expect(await auditOf('questionnaire.published')).toHaveLength(2);
});

test('a published version cannot be changed or deleted by the program', async () => {
	const draftId = await newDraft('frozen');
	const id = await run((c) => publishQuestionnaire(c, { draftId, revision: 1, version: '1.0.0' }));
	await expect(run(({ tx }) => tx.updateTable('questionnaire_version').set({ document: '{}' }).where('region_id', '=', region).where('id', '=', id).execute())).rejects.toThrow(/permission denied/);
	await expect(run(({ tx }) => tx.deleteFrom('questionnaire_version').where('region_id', '=', region).where('id', '=', id).execute())).rejects.toThrow(/permission denied/);
});

test('two people in one question: the second is told and loses nothing; in two questions both are kept', async () => {
	const draftId = await newDraft('two-people');
	const [wish, wait] = [seenOf(await questionOf(draftId, 'wish')), seenOf(await questionOf(draftId, 'long-wait'))];
	const save = (question: string, seen: string, words: string) => run((c) => saveQuestion(c, { draftId, variant: 'standard', question, seen, typed: { 'text.lv': words, 'text.en': words, battery: 'care' } }));
	await save('wish', wish, 'One');
	await expect(save('wish', wish, 'Two')).rejects.toMatchObject({ status: 409, code: 'questionnaire_part_changed' });
	await save('long-wait', wait, 'Three');
	expect((await questionOf(draftId, 'wish')).text.en).toBe('One');
	expect((await questionOf(draftId, 'long-wait')).text.en).toBe('Three');
	const { revision } = await run((c) => getQuestionnaireDraft(c, draftId));
	expect(revision).toBe(3);
	const both = await Promise.allSettled([1, 2].map(async (i) => save('helped', seenOf(await questionOf(draftId, 'helped')), `At once ${i}`)));
	expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
	await expect(run((c) => publishQuestionnaire(c, { draftId, revision, version: '1.0.0' }))).rejects.toMatchObject({ code: 'questionnaire_draft_changed' });
	await expect(run((c) => discardQuestionnaireDraft(c, { draftId, revision }))).rejects.toMatchObject({ code: 'questionnaire_draft_changed' });
});

test('saving the same again changes nothing', async () => {
	const draftId = await newDraft('same');
	const wish = await questionOf(draftId, 'wish');
	await run((c) => saveQuestion(c, { draftId, variant: 'standard', question: 'wish', seen: seenOf(wish), typed: { 'text.lv': wish.text.lv ?? '', 'text.en': wish.text.en ?? '' } }));
	expect((await run((c) => getQuestionnaireDraft(c, draftId))).revision).toBe(1);
});

test('questions of every kind are added, moved, made conditional and removed; what depends on them holds them', async () => {
	const draftId = await newDraft('kinds');
	const add = (kind: string, typed: Record<string, string | string[]>) => run((c) => addQuestion(c, { draftId, variant: 'standard', kind, like: null, typed: { 'text.lv': 'Jautājums', 'text.en': 'A new question', ...typed } }));
	const single = await add('single', { 'option.0.label.lv': 'Otrā', 'option.0.label.en': 'Second', 'option.0.place': '2', 'option.1.label.lv': 'Pirmā', 'option.1.label.en': 'First', 'option.1.place': '1', group: 'yes' });
	expect(single).toBe('a-new-question');
	expect(await questionOf(draftId, single)).toMatchObject({ kind: 'single', group: true, options: [{ id: 'first', value: null }, { id: 'second' }] });
	const number = await add('number', { min: '0', max: '7', 'unit.lv': 'dienas' });
	expect(number).toBe('a-new-question-2');
	for (const kind of ['scale', 'yes-no', 'short-text', 'long-text'] as const) await add(kind, { battery: 'care' });
	await run((c) => saveCondition(c, { draftId, variant: 'standard', question: number, seen: seenOf(undefined), typed: { question: single, anyOf: ['first', 'second'] } }));
	expect((await questionOf(draftId, number)).showIf).toEqual({ question: single, anyOf: ['first', 'second'] });
	// A condition outlives saving the question itself.
	await run(async (c) => saveQuestion(c, { draftId, variant: 'standard', question: number, seen: seenOf(requireQuestion(requireVariant((await getQuestionnaireDraft(c, draftId)).document, 'standard'), number)), typed: { 'text.lv': 'Cits', min: '1', max: '7' } }));
	expect(await questionOf(draftId, number)).toMatchObject({ min: 1, text: { lv: 'Cits' }, showIf: { question: single } });
	await expect(run(async (c) => dropQuestion(c, { draftId, variant: 'standard', question: single, seen: seenOf(await questionOf(draftId, single)) }))).rejects.toMatchObject({ code: 'questionnaire_question_used' });
	await run((c) => shiftQuestion(c, { draftId, variant: 'standard', question: 'long-wait', direction: 'up' }));
	await run((c) => shiftQuestion(c, { draftId, variant: 'standard', question: 'long-wait', direction: 'up' }));
	expect((await standard(draftId)).questions.slice(0, 2).map(({ id }) => id)).toEqual(['long-wait', 'kind-staff']);
	const wrong = await add('single', { 'option.0.label.lv': 'Viena' }).catch((problem: unknown) => problem);
	expect(wrong).toMatchObject({ status: 422, fields: { options: { code: 'questionnaire_options_few' } } });
	await expect(add('number', { min: '9', max: '3' })).rejects.toMatchObject({ fields: { max: { code: 'questionnaire_range' } } });
	await expect(add('number', { min: '-1', max: 'x' })).rejects.toMatchObject({ fields: { min: { code: 'questionnaire_number' }, max: { code: 'questionnaire_number' } } });
	await expect(add('long-text', { 'text.lv': '', 'text.en': ' ' })).rejects.toMatchObject({ fields: { 'text.lv': { code: 'required' } } });
	await expect(add('riddle', {})).rejects.toMatchObject({ status: 404 });
});

test('scales and batteries are kept while something uses them; values order a scale', async () => {
	const draftId = await newDraft('scales');
	const row = (i: number, value: string, words: string) => ({ [`option.${i}.value`]: value, [`option.${i}.label.lv`]: words, [`option.${i}.label.en`]: words });
	await run((c) => saveScale(c, { draftId, variant: 'standard', scale: null, seen: '', typed: { kind: 'frequency', ...row(0, '', 'Nezinu'), ...row(1, '3', 'Bieži'), ...row(2, '1', 'Reti') } }));
	expect((await standard(draftId)).scales['frequency']?.options.map(({ value }) => value)).toEqual([1, 3, null]);
	await expect(run((c) => saveScale(c, { draftId, variant: 'standard', scale: null, seen: '', typed: { kind: 'other', ...row(0, '1', 'A'), ...row(1, '1', 'B') } }))).rejects.toMatchObject({ fields: { options: { code: 'questionnaire_scale_same' } } });
	await expect(run((c) => saveScale(c, { draftId, variant: 'standard', scale: null, seen: '', typed: { kind: 'other', ...row(0, '1', 'A'), ...row(1, '', 'B') } }))).rejects.toMatchObject({ fields: { options: { code: 'questionnaire_scale_values' } } });
	await run((c) => saveBattery(c, { draftId, variant: 'standard', battery: null, seen: '', typed: { 'title.lv': 'Cik bieži', 'title.en': 'How often', scale: 'frequency' } }));
	await expect(run((c) => dropScale(c, { draftId, variant: 'standard', scale: 'frequency' }))).rejects.toMatchObject({ code: 'questionnaire_scale_used' });
	await expect(run((c) => dropBattery(c, { draftId, variant: 'standard', battery: 'care' }))).rejects.toMatchObject({ code: 'questionnaire_battery_used' });
	await run((c) => dropBattery(c, { draftId, variant: 'standard', battery: 'how-often' }));
	await run((c) => dropScale(c, { draftId, variant: 'standard', scale: 'frequency' }));
	expect(Object.keys((await standard(draftId)).scales)).toEqual(['agree']);
	await expect(run((c) => dropScale(c, { draftId, variant: 'standard', scale: 'frequency' }))).rejects.toMatchObject({ status: 404 });
});

test('the easy variant begins with words of its own; a question may be tied to the one that asks the same', async () => {
	const draftId = await run((c) => createQuestionnaireDraft(c, { from: 'document', document: emptyQuestionnaire({ 'title.lv': 'Mūsu anketa', 'description.lv': 'Par mums', 'origin.lv': 'Mūsu', perspective: 'clients', audience: 'clients', languages: ['lv', 'lt'] }) }));
	expect(await read(draftId)).toMatchObject({ id: 'musu-anketa', languages: ['lv', 'lt'], version: '1.0.0' });
	const asked = await run((c) => addQuestion(c, { draftId, variant: 'standard', kind: 'yes-no', like: null, typed: { 'text.lv': 'Vai Jums palīdz?', 'text.lt': 'Ar Jums padeda?' } }));
	await run((c) => addEasyVariant(c, draftId));
	await expect(run((c) => addEasyVariant(c, draftId))).rejects.toMatchObject({ code: 'questionnaire_easy_there' });
	expect(await run((c) => addQuestion(c, { draftId, variant: 'easy', kind: 'yes-no', like: asked, typed: { 'text.lv': 'Vai palīdz?' } }))).toBe(asked);
	await expect(run((c) => addQuestion(c, { draftId, variant: 'easy', kind: 'yes-no', like: asked, typed: { 'text.lv': 'Vai palīdz?' } }))).rejects.toMatchObject({ code: 'questionnaire_question_there' });
	await expect(run((c) => addQuestion(c, { draftId, variant: 'easy', kind: 'yes-no', like: 'nothing', typed: { 'text.lv': 'Vai palīdz?' } }))).rejects.toMatchObject({ status: 404 });
	const { easy } = (await read(draftId)).variants;
	await run((c) => saveVariantHead(c, { draftId, variant: 'easy', seen: seenOf([easy?.languages, easy?.introduction]), typed: { languages: ['lv'], 'introduction.lv': 'Sveiki!' } }));
	const { problems } = await run((c) => questionnaireDraftView(c, draftId));
	expect(problems.filter(({ severity }) => severity === 'missing').map(({ language, question }) => [language, question])).toEqual([['lt', null], ['lt', null], ['lt', null]]);
	await expect(run((c) => publishQuestionnaire(c, { draftId, revision: 5, version: '1.0.0' }))).rejects.toMatchObject({ code: 'questionnaire_not_complete' });
	await run(async (c) => dropEasyVariant(c, { draftId, seen: seenOf((await getQuestionnaireDraft(c, draftId)).document.variants.easy) }));
	expect((await read(draftId)).variants.easy).toBeUndefined();
});

test('the head names languages for the standard wording too, and refuses what does not fit', async () => {
	const draftId = await newDraft('head');
	const seen = seenOf(headOf(await read(draftId)));
	const typed = { id: 'head', 'title.lv': 'Jauns', 'title.lt': 'Naujas', 'title.en': 'New', 'description.lv': 'Par', 'origin.lv': 'Mēs', perspective: 'staff', audience: 'staff', languages: ['lv', 'lt', 'en'] };
	await expect(run((c) => saveQuestionnaireHead(c, { draftId, seen, typed: { ...typed, id: 'No Such', perspective: 'nobody', 'title.lt': 'a'.repeat(501) } }))).rejects.toMatchObject({ fields: { id: { code: 'questionnaire_id' }, perspective: { code: 'wrong' }, 'title.lt': { code: 'too_long' } } });
	await run((c) => saveQuestionnaireHead(c, { draftId, seen, typed }));
	expect((await read(draftId)).variants.standard.languages).toEqual(['lv', 'lt', 'en']);
	await expect(run((c) => saveQuestionnaireHead(c, { draftId, seen, typed }))).rejects.toMatchObject({ status: 409 });
});

test('only those who keep questionnaires edit, and never in another region', async () => {
	const draftId = await newDraft('rights');
	const institution = await db.institution(region);
	const stranger = await db.actor(other, 'coordinator');
	const attempts: ((c: Context) => Promise<unknown>)[] = [
		(c) => listQuestionnaireDrafts(c),
		(c) => getQuestionnaireDraft(c, draftId),
		(c) => createQuestionnaireDraft(c, { from: 'document', document: withoutPictures }),
		(c) => shiftQuestion(c, { draftId, variant: 'standard', question: 'wish', direction: 'up' }),
		(c) => addEasyVariant(c, draftId),
		(c) => publishQuestionnaire(c, { draftId, revision: 1, version: '1.0.0' }),
		(c) => discardQuestionnaireDraft(c, { draftId, revision: 1 })
	];
	for (const role of ['lead', 'member', 'viewer'] as const) {
		const actor = await db.actor(region, role, institution);
		for (const attempt of attempts) await expect(run(attempt, actor)).rejects.toMatchObject({ status: 403 });
	}
	for (const attempt of attempts.slice(3)) await expect(db.as(other, stranger, attempt)).rejects.toMatchObject({ status: 404 });
	expect(await db.as(other, stranger, listQuestionnaireDrafts)).toEqual([]);
	await expect(run((c) => shiftQuestion(c, { draftId: 'no-id', variant: 'standard', question: 'wish', direction: 'up' }))).rejects.toMatchObject({ status: 404 });
	await expect(run((c) => shiftQuestion(c, { draftId, variant: 'grand', question: 'wish', direction: 'up' }))).rejects.toMatchObject({ status: 404 });
});

test('a test with readers is recorded for a version with an easy variant, and read by everybody of the region', async () => {
	const id = await run(async (c) => publishQuestionnaire(c, { draftId: await createQuestionnaireDraft(c, { from: 'document', document: { ...withoutPictures, id: 'readers' } }), revision: 1, version: '1.0.0' }));
	const input = { language: 'lv' as const, heldOn: '2026-11-20', readers: 5, method: 'Lasījām kopā', findings: 'Divi vārdi nomainīti' };
	const lead = await db.actor(region, 'lead', await db.institution(region));
	expect(await run((c) => readerTestsOf(c, id), lead)).toEqual([]);
	await run((c) => recordReaderTest(c, id, input));
	expect(await run((c) => readerTestsOf(c, id), lead)).toMatchObject([input]);
	await expect(run((c) => recordReaderTest(c, id, input), lead)).rejects.toMatchObject({ status: 403 });
	await expect(run((c) => recordReaderTest(c, id, { ...input, language: 'ru' }))).rejects.toMatchObject({ status: 422 });
	await expect(run((c) => recordReaderTest(c, id, { ...input, heldOn: '2026-12-01' }))).rejects.toMatchObject({ fields: { heldOn: { code: 'questionnaire_day_to_come' } } });
	await expect(db.as(other, 'system', (c) => recordReaderTest(c, id, input))).rejects.toMatchObject({ status: 404 });
});
