import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { systemActor, type Actor } from '#platform/access.ts';
import { NotFound } from '#platform/errors.ts';
import { stopRendering } from '#platform/typst/index.ts';
import { useDatabase } from '../../../../../tests/support/database.ts';
import { sampleDocument } from '../../questionnaire/example.testing.ts';
import type { Question } from '../../questionnaire/model.ts';
import { choicesOf } from '../../questionnaire/rules.ts';
import { paperScene, setState } from '../testing.ts';
import { formsOf, issueForm } from './issue.ts';
import { directionsOf } from './routes.ts';
import { formView, type FormSource } from './view.ts';

const db = useDatabase();
const run = promisify(execFile);
afterAll(stopRendering);

const survey = { audience: 'clients', guardianRule: 'ask-before', minimumGroup: 5, retentionMonths: 12, contact: { en: 'Anna Liepa, 6000 0000' }, closesAt: new Date('2026-12-20T20:00:00Z') } as const;
const source = (change: Partial<FormSource> = {}): FormSource => ({ document: sampleDocument(), variant: 'standard', language: 'en', institution: 'Day centre', survey, testedWithReaders: false, pictures: new Map(), ...change });
interface View {
	untested: string;
	child: string;
	harm: { contact: string };
	info: { texts: string[] };
	questions: { number: string; text: string; notes: string[]; columns: number; picture: string; options: { digit: number; label: string; goTo: string; picture: string }[] }[];
}
const view = (change: Partial<FormSource> = {}) => formView(source(change)) as unknown as View;

test('the digit beside a box is the one that is stored, in every language and variant', () => {
	for (const variant of ['standard', 'easy'] as const) {
		const asked = sampleDocument().variants[variant];
		for (const language of ['lv', 'lt', 'en', 'ru'] as const) {
			const { questions } = view({ variant, language });
			for (const [i, question] of (asked?.questions ?? []).entries()) {
				expect(questions[i]?.number).toBe(String(i + 1));
				expect(questions[i]?.options.map(({ digit }) => digit)).toEqual(asked ? choicesOf(asked, question).map((_, place) => place + 1) : []);
			}
			// Who helped comes last and has no number.
			expect(questions.at(-1)).toMatchObject({ number: '', options: [{ digit: 1 }, { digit: 2 }, { digit: 3 }, { digit: 4 }] });
		}
	}
});

test('before the first question: who, why, freely, who sees, whom to tell; children hear of their guardian', () => {
	const { info, harm, child } = view();
	expect(info.texts.join(' ')).toMatch(/Day centre asks.*You decide.*stop at any moment.*at least 5 people.*12 months/);
	expect([harm.contact, child]).toEqual(['You can tell: Anna Liepa, 6000 0000', '']);
	expect(view({ language: 'lv' }).harm.contact).toContain('112');
	expect(view({ survey: { ...survey, audience: 'children' } }).child).toContain('Please ask them first');
});

test('an easy-to-read form says that it was not tried with readers until it was; only existing pictures are drawn', () => {
	expect(view({ variant: 'easy' }).untested).not.toBe('');
	expect(view({ variant: 'easy', testedWithReaders: true }).untested).toBe('');
	expect(view().untested).toBe('');
	const { questions } = view({ variant: 'easy', pictures: new Map([['face-bad', [60]]]) });
	expect([questions[0]?.picture, questions[0]?.options.map(({ picture }) => picture)]).toEqual(['', ['face-bad', '', '']]);
});

test('a condition is a direction behind the boxes that lead past it', () => {
	const { questions } = view();
	expect(questions[2]?.options.map(({ goTo }) => goTo)).toEqual(['go to question 5', '', 'go to question 5']);
	expect(questions[3]?.notes).not.toContainEqual(expect.stringContaining('Answer only'));
});

test('a condition that no direction can carry stands at its question', () => {
	const { standard } = sampleDocument().variants;
	const last = standard.questions.map((question): Question => (question.id === 'wish' ? { ...question, showIf: { question: 'activities', anyOf: ['sing', 'cook'] } } : question.id === 'helped' ? { ...question, showIf: { question: 'kind-staff', anyOf: ['fully'] } } : question));
	const document = sampleDocument({ variants: { standard: { ...standard, questions: last } } });
	const { questions } = view({ document });
	expect(questions[6]?.notes[0]).toBe('Answer only if you ticked “I sing” or “I cook” in question 6.');
	expect(questions[4]?.notes[0]).toBe('Answer only if you ticked “Agree” in question 1.');
	expect([...directionsOf(document.variants.standard).onlyIf].sort()).toEqual(['helped', 'wish']);
});

test('a direction past everything leads to the question about help', () => {
	const { standard } = sampleDocument().variants;
	const ending = standard.questions.filter(({ id }) => id === 'service' || id === 'visits');
	expect(view({ document: sampleDocument({ variants: { standard: { ...standard, questions: ending } } }) }).questions[0]?.options[0]?.goTo).toBe('go to the last question, “Did somebody help you to fill in this form?”');
});

test('the form is for everyone who sees the survey, and nobody else learns of it', async () => {
	const scene = await paperScene(db);
	const forms = (actor: Actor) => db.as(scene.regionId, actor, (c) => formsOf(c, scene.surveyId));
	expect((await forms(scene.head)).forms).toEqual(['standard', 'easy'].flatMap((variant) => ['lv', 'en'].map((language) => ({ variant, language }))));
	for (const actor of [scene.otherLead, { ...systemActor, system: false }]) await expect(forms(actor)).rejects.toBeInstanceOf(NotFound);
	const elsewhere = await db.region();
	const stranger = await db.actor(elsewhere, 'administrator');
	await expect(db.as(elsewhere, stranger, (c) => formsOf(c, scene.surveyId))).rejects.toBeInstanceOf(NotFound);
	for (const wanted of [{ variant: 'standard', language: 'ru' }, { variant: 'large', language: 'en' }, { variant: 'standard', language: '../x' }]) await expect(issueForm((work) => db.as(scene.regionId, scene.lead, work), scene.surveyId, wanted)).rejects.toBeInstanceOf(NotFound);
	await setState(db, scene, 'deleted');
	await expect(forms(scene.lead)).rejects.toBeInstanceOf(NotFound);
});

const tools = await Promise.all(['pdftotext', 'pdfinfo'].map((tool) => run(tool, ['-v']).then(() => true, () => false)));

describe('as PDF', () => {
	test('the same form gives the same bytes, tagged, named in its language', async () => {
		const scene = await paperScene(db);
		const issue = () => issueForm((work) => db.as(scene.regionId, scene.lead, work), scene.surveyId, { variant: 'standard', language: 'lv' });
		const [first, second] = [await issue(), await issue()];
		expect(first.fileName).toBe('sample.standard.lv.pdf');
		expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true);
		expect(Buffer.from(first.bytes).includes('/StructTreeRoot')).toBe(true);
	});

	test.skipIf(tools.includes(false))('is read in the order in which it is filled in (skipped without pdftotext)', async () => {
		const scene = await paperScene(db);
		const folder = await mkdtemp(join(tmpdir(), 'sq-form-'));
		try {
			for (const variant of ['standard', 'easy']) {
				const { bytes } = await issueForm((work) => db.as(scene.regionId, scene.lead, work), scene.surveyId, { variant, language: 'en' });
				const file = join(folder, `${variant}.pdf`);
				await writeFile(file, bytes);
				expect((await run('pdfinfo', [file])).stdout).toMatch(/Tagged:\s+yes/);
				const text = (await run('pdftotext', [file, '-'])).stdout.replace(/\s+/g, ' ');
				const order = [variant === 'easy' ? 'Please read this first' : 'Before you start', 'If somebody was hurt', 'Questions', '1. ', '2. ', variant === 'easy' ? 'Did somebody help you?' : 'Did somebody help you to fill', variant === 'easy' ? 'What to do with this paper' : 'Where to put the form'];
				const places = order.map((words, i) => text.indexOf(words, i > 2 ? text.indexOf('Questions') : 0));
				expect(places.every((at) => at >= 0), order.filter((_, i) => (places[i] ?? -1) < 0).join()).toBe(true);
				expect(places).toEqual([...places].sort((a, b) => a - b));
			}
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});
