import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerLanguages, loadQuestionnaireLibrary } from '#modules/survey/index.ts';
import { smallQuestionnaire } from '../../tests/support/survey.ts';
import { encodingFor } from './encode.ts';
import { moved, neighbour, places, settle } from './flow.ts';
import { readFields, readTyped } from './form.ts';
import { html, Markup } from './html.ts';
import { renderPreview } from './preview.ts';
import { sameOrigin } from './request.ts';
import { negotiateLanguage, speech, wordsOf } from './words.ts';
import { Sittings } from './sittings.ts';

describe('words', () => {
	const braces = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
	test.each(answerLanguages)('are all written, with the same placeholders (%s)', (language) => {
		const [words, english] = [wordsOf(language), wordsOf('en')];
		expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
		for (const [key, text] of Object.entries(english)) expect([key, ...new Set(braces(words[key] ?? ''))]).toEqual([key, ...new Set(braces(text))]);
	});
	test('in easy language fall back to the standard wording', () => {
		expect(speech('en', 'easy')('back')).toBe(speech('en')('back'));
		expect(speech('en', 'easy')('next')).not.toBe(speech('en')('next'));
	});
});

test('templates escape everything that is not a template itself', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			const { text: written } = html`<p title="${text}">${text}${html`<b>${[text, null, false, 7]}</b>`}</p>`;
			expect(written.replace(/^<p title="|">|<\/?b>|<\/p>$/g, '')).not.toMatch(/[<>"']/);
		})
	);
	expect(html`${new Markup('<i>')}${'<i>'}`.text).toBe('<i>&lt;i&gt;');
});

describe('requests', () => {
	const host = 'survey.example';
	test('come from our own pages', () => {
		for (const headers of [{}, { origin: 'null' }, { origin: 'http://survey.example' }, { origin: 'https://public.example' }, { 'sec-fetch-site': 'same-origin', origin: 'null' }]) expect(sameOrigin({ host, ...headers }, 'https://public.example')).toBe(true);
		for (const headers of [{ origin: 'https://other.example' }, { origin: 'http://survey.example.evil' }, { origin: 'nonsense' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site', origin: 'null' }]) expect(sameOrigin({ host, ...headers }, undefined)).toBe(false);
	});
	test('say which encoding and language suit', () => {
		expect(['gzip, deflate, br', 'gzip', 'br;q=0, gzip', 'gzip;q=0', 'identity', undefined].map(encodingFor)).toEqual(['br', 'gzip', 'gzip', null, null, null]);
		expect(negotiateLanguage('de,ru;q=0.8,lv;q=0.9')).toBe('lv');
		expect(negotiateLanguage('ru', ['lv', 'en'])).toBe('lv');
		expect(negotiateLanguage(';;;q=,,', ['lt'])).toBe('lt');
	});
	test('bring any bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
				const fields = readFields(Buffer.from(bytes));
				if (fields) expect(() => readTyped(fields)).not.toThrow();
			})
		);
		expect(readFields(Buffer.from([0x73, 0x3d, 0xff]))).toBeNull();
		expect(readFields(Buffer.from('a=%FF'))).toBeNull();
	});
});

describe('the way through a survey', () => {
	const { standard, easy } = smallQuestionnaire().variants;
	const answers = fc.record({ kind: fc.constantFrom([], ['a1']), home: fc.constantFrom([], ['yes'], ['no']), visits: fc.constantFrom([], ['3']) });
	test('on and back lead through the same places, whatever was answered', () => {
		fc.assert(
			fc.property(answers, fc.constantFrom('page', 'steps' as const), fc.boolean(), (given, layout, help) => {
				const path = { variant: standard, layout, help, answers: given };
				const all = places(standard, layout, help, given);
				const seen = [settle(path, undefined)];
				for (let next = neighbour(path, seen[0] ?? '', 1); next !== seen.at(-1); next = neighbour(path, next, 1)) seen.push(next);
				expect(seen).toEqual(all);
				const back = [seen.at(-1) ?? ''];
				for (let next = neighbour(path, back[0] ?? '', -1); next !== back.at(-1); next = neighbour(path, next, -1)) back.push(next);
				expect(back.reverse()).toEqual(all);
			})
		);
	});
	test('a switch leads to a place that exists, and to the same question where it is asked', () => {
		fc.assert(
			fc.property(answers, fc.constantFrom('page', 'steps' as const), fc.constantFrom('page', 'steps' as const), fc.boolean(), fc.boolean(), (given, fromLayout, toLayout, toEasy, help) => {
				const from = { variant: standard, layout: fromLayout, help, answers: given };
				const to = { variant: toEasy && easy ? easy : standard, layout: toLayout, help, answers: given };
				for (const place of places(standard, fromLayout, help, given)) expect(places(to.variant, toLayout, help, given)).toContain(moved(from, place, to));
			})
		);
		const steps = { variant: standard, layout: 'steps', help: true, answers: {} } as const;
		expect(moved(steps, 'q.more', { ...steps, layout: 'page' })).toBe('p1');
		expect(easy && moved(steps, 'q.more', { ...steps, variant: easy })).toBe('q.more');
	});
	test('nonsense for a place is the beginning', () => expect(settle({ variant: standard, layout: 'steps', help: true, answers: {} }, '../x')).toBe('info'));
});

test('every questionnaire of the library can be shown in every language, variant and layout', async () => {
	for (const document of await loadQuestionnaireLibrary()) {
		for (const variant of ['standard', 'easy'] as const) {
			for (const language of document.variants[variant]?.languages ?? []) {
				for (const layout of ['page', 'steps'] as const) {
					const page = renderPreview({ document, variant, language, layout });
					expect(page).toContain(`<html lang="${language}"`);
					expect(page).not.toMatch(/undefined|\{\w+\}|\[object|<script|\sstyle=/);
				}
			}
		}
	}
});

test('pictures are plain drawings without script, style or anything from elsewhere', async () => {
	const { readFileSync } = await import('node:fs');
	const folder = join(import.meta.dirname, '../../static/pictures');
	const files = readdirSync(folder).filter((name) => name.endsWith('.svg'));
	expect(files.length).toBeGreaterThan(5);
	for (const file of files) expect([file, /<script|<style|\sstyle=|href=|url\(|\son\w+=|\sid=/.exec(readFileSync(join(folder, file), 'utf8'))?.[0]]).toEqual([file, undefined]);
});

test('a sitting goes on while its pages come soon after each other, and ends with its answers', () => {
	const sittings = new Sittings();
	const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);
	const pause = 180_000;
	const first = sittings.begin(at(0));
	expect(sittings.goOn(first, pause, at(200))).toBeNull();
	const second = sittings.goOn(first, pause, at(170));
	expect(sittings.goOn(second, pause, at(340))).not.toBeNull();
	for (const wrong of [null, '', 'x', `${'a'.repeat(12)}.`, `${first.slice(0, 12)}.zzzzzzzzzzz`]) expect(sittings.goOn(wrong, pause, at(10))).toBeNull();
	sittings.end(second, at(341));
	for (const old of [first, second]) expect(sittings.goOn(old, pause, at(342))).toBeNull();
	expect(sittings.goOn(sittings.begin(at(343)), pause, at(344))).not.toBeNull();
});
