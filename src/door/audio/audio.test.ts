import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../../tests/support/database.ts';
import { openedSurvey, publishQuestionnaire, surveyScene, type SurveyScene } from '../../modules/survey/running/testing.ts';
import { answerLanguages, getQuestionnaire, offerOf, type AnswerLanguage, type Offer, type SurveyState } from '#modules/survey/index.ts';
import { SurveyId } from '#platform/ids.ts';
import { openDoor } from '../handler.ts';
import { html } from '../html.ts';
import { information } from '../information.ts';
import { speech } from '../words.ts';
import { clip, Clips } from './clips.ts';
import { openSound, prepareSpeech, renderSpeech, speechProcess, stopSpeech } from './index.ts';
import { voiceOf } from './model.ts';
import { informationClip } from './names.ts';
import { Busy, createSpeaker } from './speaker.ts';
import { clipsOf, spokenText } from './spoken.ts';
import { readWave, speak } from './synthesis.ts';

const db = useDatabase();
const held: { server?: Server; base?: string; scene?: SurveyScene } = {};
const scene = async (): Promise<SurveyScene> => (held.scene ??= await surveyScene(db));
beforeAll(async () => {
	const door = openDoor(db.runtime, openSound(db.runtime));
	const server = createServer((request, response) => void door(request, response));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	held.server = server;
	held.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
	stopSpeech();
	await new Promise((done) => held.server?.close(done));
});

const at = (s: Pick<SurveyScene, 'regionId' | 'versionId'>, name: string, language = 'lv', variant = 'standard'): string => `${held.base}/s/audio/${s.regionId.slice(0, 8)}/${s.versionId}/${language}/${variant}/${name}.mp3`;

/** Milliseconds of an MP3 of MPEG-2 layer III, frame by frame; throws where a frame does not begin. */
function duration(bytes: Buffer): number {
	const rates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
	let samples = 0;
	for (let i = 0; i < bytes.length; ) {
		const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
		if (a !== 0xff || (b & 0xfe) !== 0xf2) throw new RangeError(`no frame at ${i}`);
		i += Math.floor((72_000 * (rates[c >> 4] ?? 0)) / 22_050) + ((c >> 1) & 1);
		samples += 576;
	}
	return (samples / 22_050) * 1000;
}

const sentences: Record<AnswerLanguage, [text: string, other: string]> = {
	lv: ['Vai darbinieki klausās, ko Jūs sakāt?', 'Vai darbinieki klausas, ko Jus sakat?'],
	lt: ['Ar darbuotojai klausosi, ką Jūs sakote šįryt?', 'Ar darbuotojai klausosi, ka Jus sakote siryt?'],
	en: ['Do members of staff listen to what you say?', 'Do members of staff listen to what you see?'],
	ru: ['Слушают ли сотрудники, что Вы говорите?', 'Слушают ли сотрудники, что Вы говорили?']
};

test.each(answerLanguages)('a sentence in %s is an MP3 that lasts as long as speaking it', async (language) => {
	const { bytes, mediaType } = await renderSpeech(sentences[language][0], language);
	expect(mediaType).toBe('audio/mpeg');
	const [shortest, longest] = [sentences[language][0].length * 45, sentences[language][0].length * 130];
	expect(duration(bytes)).toBeGreaterThan(shortest);
	expect(duration(bytes)).toBeLessThan(longest);
	const easy = await renderSpeech(sentences[language][0], language, 'easy');
	expect(duration(easy.bytes)).toBeGreaterThan(duration(bytes) * 1.08);
}, 60_000);

test.each(answerLanguages)('the voice of %s is heard, and letters with marks sound different', async (language) => {
	const [first, second] = await Promise.all(sentences[language].map((text) => speak(text, voiceOf(language, 'standard'))));
	if (!first || !second) throw new Error('silent');
	const loud = first.samples.filter((sample) => Math.abs(sample) > 0.02).length / first.samples.length;
	expect(loud).toBeGreaterThan(0.2);
	expect(Buffer.compare(Buffer.from(first.samples.buffer), Buffer.from(second.samples.buffer))).not.toBe(0);
}, 60_000);

test('a voice that does not exist and a file that is no sound are errors', async () => {
	await expect(speak('a', { name: 'zz-none', rate: 150, gap: 1 })).rejects.toThrow('zz-none');
	expect(() => readWave(Buffer.from('RIFF, but not a sound'))).toThrow(RangeError);
}, 60_000);

test('the same words with the same voice have one key; another voice, language or text has another', () => {
	const key = clip('lv', 'standard', 'Jā.').key;
	expect(clip('lv', 'standard', 'Jā.').key).toBe(key);
	expect(new Set([key, clip('lv', 'easy', 'Jā.').key, clip('lt', 'standard', 'Jā.').key, clip('lv', 'standard', 'Ja.').key]).size).toBe(4);
	expect(key).toMatch(/^[0-9a-f]{64}$/);
});

test('a question is spoken once, whoever asks how often at the same time, and then comes from the database', async () => {
	const s = await scene();
	let spoken = 0;
	const speaker = { speak: async () => (spoken++, await new Promise((done) => setTimeout(done, 30)), Buffer.from('sound')), processId: null, stop: () => undefined };
	const clips = new Clips(db.runtime, speaker);
	const [first] = (await db.as(s.regionId, 'system', (c) => getQuestionnaire(c, s.versionId))).document.variants.standard.questions;
	const asked = { versionId: s.versionId, language: 'lv', variant: 'standard', name: first?.id ?? '' };
	const all = await Promise.all(Array.from({ length: 20 }, () => clips.find(s.regionId, asked)));
	expect(all.map((one) => one?.bytes.toString())).toEqual(Array.from({ length: 20 }, () => 'sound'));
	expect(spoken).toBe(1);
	expect((await clips.find(s.regionId, asked))?.bytes.toString()).toBe('sound');
	expect(spoken).toBe(1);
});

test('a failure is not kept: the next listener has it tried again', async () => {
	const s = await surveyScene(db);
	let tries = 0;
	const clips = new Clips(db.runtime, { speak: async () => (tries++ === 0 ? Promise.reject(new Error('broken')) : Buffer.from('sound')), processId: null, stop: () => undefined });
	const asked = { versionId: s.versionId, language: 'lv', variant: 'standard', name: '_help' };
	await expect(clips.find(s.regionId, asked)).rejects.toThrow('broken');
	expect((await clips.find(s.regionId, asked))?.bytes.toString()).toBe('sound');
});

test('a player gets the sound, may keep it, and may jump in it', async () => {
	const s = await surveyScene(db);
	const address = at(s, '_help', 'en');
	const whole = await fetch(address);
	const bytes = Buffer.from(await whole.arrayBuffer());
	expect(whole.status).toBe(200);
	expect(whole.headers.get('content-type')).toBe('audio/mpeg');
	expect(whole.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);
	expect(whole.headers.get('accept-ranges')).toBe('bytes');
	expect(whole.headers.get('set-cookie')).toBeNull();
	expect(duration(bytes)).toBeGreaterThan(4_000);
	const part = await fetch(address, { headers: { range: 'bytes=100-199' } });
	expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${bytes.length}`]);
	expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
	expect((await fetch(address, { headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416);
	const etag = whole.headers.get('etag') ?? '';
	expect((await fetch(address, { headers: { 'if-none-match': etag } })).status).toBe(304);
	expect((await fetch(address, { headers: { range: 'bytes=0-9', 'if-range': '"other"' } })).status).toBe(200);
	const head = await fetch(address, { method: 'HEAD' });
	expect([head.status, Number(head.headers.get('content-length')), (await head.arrayBuffer()).byteLength]).toEqual([200, bytes.length, 0]);
}, 60_000);

test('what a region has not is not found: question, wording, language, questionnaire, place', async () => {
	const s = await scene();
	const other = await surveyScene(db);
	const wrong = [
		at(s, 'no-such-question'),
		at(s, '_help', 'xx'),
		at(s, '_help', 'ru'),
		at(s, '_help', 'lv', 'shouting'),
		at(s, '_help').replace('.mp3', '.wav'),
		at({ ...s, versionId: other.versionId }, '_help'),
		at({ ...s, versionId: '00000000-0000-4000-8000-000000000000' as SurveyScene['versionId'] }, '_help'),
		at({ ...s, regionId: 'ffffffff-0000-4000-8000-000000000000' as SurveyScene['regionId'] }, '_help'),
		`${at(s, '_help')}/more`,
		`${held.base}/s/audio`,
		`${held.base}/s/audio/%00/..%2f/lv/standard/_help.mp3`
	];
	for (const address of wrong) expect((await fetch(address)).status, address).toBe(404);
	expect((await fetch(at(s, '_help'), { method: 'POST', body: 'a=b' })).status).toBe(404);
});

test('the information of a survey is heard once it is open, with its questionnaire and in its region only', async () => {
	const s = await surveyScene(db);
	const surveyId = await openedSurvey(db, s);
	const clips = new Clips(db.runtime, { speak: async () => Buffer.from('sound'), processId: null, stop: () => undefined });
	const find = (regionId: SurveyScene['regionId'], versionId: string) => clips.find(regionId, { versionId, language: 'lv', variant: 'standard', name: informationClip(surveyId) });
	expect(await find(s.regionId, s.versionId)).not.toBeNull();
	expect(await find((await scene()).regionId, (await scene()).versionId)).toBeNull();
	const document = (await db.as(s.regionId, 'system', (c) => getQuestionnaire(c, s.versionId))).document;
	expect(await find(s.regionId, await publishQuestionnaire(db, s.regionId, { ...document, id: 'another' }))).toBeNull();
	await db.as(s.regionId, 'system', ({ tx }) => tx.updateTable('survey').set({ state: 'draft' satisfies SurveyState }).where('id', '=', surveyId).execute());
	expect(await find(s.regionId, s.versionId)).toBeNull();
});

test('everything that is said of a survey stands on its page, and every clip says something', async () => {
	const s = await surveyScene(db);
	const surveyId = await openedSurvey(db, s);
	const offer = (await db.as(s.regionId, 'system', (c) => offerOf(c, surveyId))) as Offer;
	for (const variant of ['standard', 'easy'] as const) {
		const language = 'lv';
		const say = speech(language, variant);
		const view = { language, variant, layout: 'page', large: false, contrast: false } as const;
		const showing = { offer, view, kiosk: false, typed: { answers: { standard: {}, easy: {} }, assisted: null, code: null }, place: 'p0', audio: null };
		const letters = (text: string): string => text.replace(/<[^>]+>|&\w+;/g, ' ').replace(/[^\p{L}]+/gu, ' ').toLowerCase();
		const total = offer.document.variants[variant]?.questions.filter(({ showIf }) => !showIf).length ?? 0;
		const page = letters(html`${information(showing as unknown as Parameters<typeof information>[0], say, total)}`.text);
		const said = [false, true].map((more) => spokenText({ document: offer.document, language, variant }, informationClip(surveyId, more), offer)).join('\n\n');
		const missing = said.split('\n\n').filter((sentence) => !page.includes(letters(sentence).trim()));
		// Days and short forms are said in words.
		expect(missing.filter((sentence) => !/līdz|minūtes/.test(sentence))).toEqual([]);
		const texts = clipsOf(offer, variant).map((name) => spokenText({ document: offer.document, language, variant }, name, offer) ?? '');
		expect(texts.filter((text) => text.length < 10)).toEqual([]);
		expect(new Set(texts).size).toBe(texts.length);
	}
});

test('an opened survey is spoken ahead, and again only what is missing', async () => {
	const s = await surveyScene(db);
	const surveyId = await openedSurvey(db, s, { languages: ['en'], variants: ['easy'] });
	const clips = new Clips(db.runtime, { speak: async () => Buffer.from('sound'), processId: null, stop: () => undefined });
	const missing = await clips.missing(s.regionId, surveyId);
	expect(missing.length).toBeGreaterThan(10);
	for (const one of missing.slice(1)) await clips.prepare(s.regionId, one);
	expect(await prepareSpeech(db.runtime, s.regionId, surveyId)).toBe(1);
	expect(await prepareSpeech(db.runtime, s.regionId, surveyId)).toBe(0);
	expect(await prepareSpeech(db.runtime, s.regionId, SurveyId.parse('00000000-0000-4000-8000-000000000000'))).toBe(0);
}, 60_000);

test('the queue is bounded, who waits goes before what is prepared, and the process ends when nothing comes', async () => {
	const speaker = createSpeaker({ timeout: 30_000, idle: 200, waiting: 2 });
	const voice = voiceOf('en', 'standard');
	const order: string[] = [];
	const note = (name: string, work: Promise<Buffer>): Promise<void> => work.then(() => void order.push(name));
	const all = [note('first', speaker.speak('One.', voice)), note('ahead', speaker.speak('Two.', voice, true)), note('second', speaker.speak('Three.', voice)), note('third', speaker.speak('Four.', voice))];
	await expect(speaker.speak('Five.', voice)).rejects.toThrow(Busy);
	expect(speaker.processId).not.toBeNull();
	await Promise.all(all);
	expect(order).toEqual(['first', 'second', 'third', 'ahead']);
	await expect.poll(() => speaker.processId, { timeout: 5_000 }).toBeNull();
	expect((await speaker.speak('Again.', voice)).length).toBeGreaterThan(500);
	speaker.stop();
}, 60_000);

test('a text that takes too long is given up, and the next one is spoken', async () => {
	const speaker = createSpeaker({ timeout: 1, idle: 200, waiting: 2 });
	await expect(speaker.speak('One.', voiceOf('en', 'standard'))).rejects.toThrow('1 ms');
	expect(speaker.processId).toBeNull();
});

test('nothing runs before somebody listens', () => {
	stopSpeech();
	expect(speechProcess()).toBeNull();
});
