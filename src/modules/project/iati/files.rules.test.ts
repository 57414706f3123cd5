import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasMessage } from '#i18n/text.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { activitiesIn, readActivity } from './import-activity.ts';
import { activityOf, rootOf } from './export.ts';
import { idsOf } from './queries.ts';
import { readXml } from './read-xml.ts';
import { noteText, problemText } from './remarks.ts';
import { now, places, publisher, sampleProject, today } from './example.testing.ts';
import { impossible, writeXml, type Xml } from './xml.ts';

const file = (body: string, head = '<?xml version="1.0"?>\n'): Uint8Array => Buffer.from(`${head}${body}`);
const rootIn = (bytes: Uint8Array): Xml => {
	const read = readXml(bytes);
	if ('fault' in read) throw new Error(read.fault);
	return read.root;
};
const read = (body: string) => readActivity(activitiesIn(rootIn(file(`<iati-activities version="2.03" xmlns:sq="urn:socquality:project:1">${body}</iati-activities>`)))[0] as Xml, idsOf(places), today);
const ours = writeXml(activityOf(sampleProject(), publisher, places, today));

test.each([
	['empty', ''],
	['empty', ' \n\t '],
	['doctype', '<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]><iati-activities version="2.03">&lol2;</iati-activities>'],
	['doctype', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><iati-activities/>'],
	['doctype', '<!doctype html><html></html>'],
	['broken', '<iati-activities version="2.03"><iati-activity></iati-activities>'],
	['broken', 'not xml at all'],
	['broken', '{"a": 1}'],
	['broken', '<?xml version="1.0"?>'],
	['deep', `<iati-activities>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</iati-activities>`]
])('a file that is %s is refused in words: %s', (fault, text) => {
	expect(readXml(file(text, ''))).toEqual({ fault });
	expect(hasMessage(`error_exchange_file_${fault}`)).toBe(true);
});

test('an entity that was never declared stays the text that it is', () => {
	expect(rootIn(file('<iati-activities a="&#65;&amp;&x;">&lt;b&gt; &#x1F600; &file;</iati-activities>'))).toMatchObject({ attributes: { a: 'A&&x;' }, children: ['<b> 😀 &file;'] });
});

test('bytes that are no letters, and every encoding that a file may name', () => {
	expect(readXml(Uint8Array.of(0x3c, 0xff, 0x80, 0x00))).toEqual({ fault: 'encoding' });
	expect(readXml(Buffer.from('<?xml version="1.0" encoding="made-up"?><a/>'))).toEqual({ fault: 'encoding' });
	expect(rootIn(Buffer.concat([Buffer.from('<?xml version="1.0" encoding="windows-1257"?><a>'), Uint8Array.of(0xe2, 0xfb), Buffer.from('</a>')])).children).toEqual(['āū']);
	expect(rootIn(Buffer.concat([Uint8Array.of(0xff, 0xfe), Buffer.from('<a>Ķ</a>', 'utf16le')])).children).toEqual(['Ķ']);
	expect(rootIn(Buffer.from('\uFEFF<a>š</a>')).children).toEqual(['š']);
});

test('a document type inside a comment or a text is none', () => {
	expect(rootIn(file('<a><!-- <!DOCTYPE x> --><![CDATA[<!ENTITY>]]></a>')).name).toBe('a');
});

test('whatever arrives, reading ends with an answer', () => {
	fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => ['root', 'fault'].includes(Object.keys(readXml(bytes))[0] ?? '')));
	fc.assert(
		fc.property(fc.nat(ours.length - 1), fc.nat(40), fc.constantFrom('', '<', '&', '"', '-1', '\u0000', 'ž'), (at, length, put) => {
			const text = `<iati-activities version="2.03" xmlns:sq="urn:socquality:project:1">${ours.slice(0, at)}${put}${ours.slice(at + length)}</iati-activities>`;
			const tree = readXml(Buffer.from(text));
			if ('fault' in tree) return;
			for (const activity of activitiesIn(tree.root)) {
				const { project, problems, notes } = readActivity(activity, idsOf(places), today);
				expect(project !== null || problems.length > 0).toBe(true);
				for (const problem of problems) expect(problemText(problem, 'lv')).toBeTruthy();
				for (const note of notes) expect(noteText(note, 'lt')).toBeTruthy();
			}
		}),
		{ numRuns: 400 }
	);
});

const foreign = `
<iati-activity xml:lang="en" default-currency="EUR" last-updated-datetime="2024-01-01T00:00:00">
	<iati-identifier>XM-DAC-41114-PROJECT-1</iati-identifier>
	<reporting-org ref="XM-DAC-41114" type="40"><narrative>Somebody Else</narrative></reporting-org>
	<title><narrative>Day centres</narrative><narrative xml:lang="fr">Centres de jour</narrative></title>
	<description type="1"><narrative>Builds day centres.</narrative></description>
	<participating-org role="1" type="40" ref="XI-EU"><narrative>European Commission</narrative></participating-org>
	<participating-org role="4" ref="LV-RE-1"><narrative>Auce</narrative></participating-org>
	<participating-org role="4"><narrative>Nowhere</narrative></participating-org>
	<activity-status code="2"/>
	<activity-date type="2" iso-date="2020-01-01Z"/>
	<activity-date type="3" iso-date="2021-12-31"/>
	<contact-info><email>a@example.org</email></contact-info>
	<recipient-country code="LV" percentage="50"/><recipient-country code="LT" percentage="50"/>
	<sector vocabulary="1" code="16010"/>
	<budget type="1" status="2"><period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31"/><value value-date="2020-01-01">1000.5</value></budget>
	<transaction><transaction-type code="11"/><transaction-date iso-date="2019-12-01"/><value currency="EUR" value-date="2019-12-01">+500</value><provider-org ref="XI-EU"><narrative>EC</narrative></provider-org></transaction>
	<transaction><transaction-type code="11"/><transaction-date iso-date="2020-03-01"/><value value-date="2020-03-01">250.125</value><provider-org ref="XI-EU"/></transaction>
	<transaction><transaction-type code="3"/><transaction-date iso-date="2020-05-01"/><value value-date="2020-05-01">-20.00</value></transaction>
	<result type="2"><title><narrative>People</narrative></title><indicator measure="1"><title><narrative>People served</narrative></title><baseline year="2019" value="0"/>
		<period><period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31"/><target value="706"/><actual value="700"><comment><narrative>almost</narrative></comment></actual></period></indicator></result>
	<other xmlns="urn:elsewhere">nothing</other>
</iati-activity>`;

test('an activity of somebody else becomes a project; what has no place is told', () => {
	const { project, notes, problems } = read(foreign);
	expect(problems).toEqual([]);
	expect(project).toMatchObject({
		identifier: 'XM-DAC-41114-PROJECT-1', slug: null, state: 'running', stage: 'approved', agreedOn: '2019-12-01', inForceFrom: '2019-12-01',
		document: {
			title: { en: 'Day centres' }, currency: 'EUR', period: { from: '2020-01-01', to: '2021-12-31' },
			funds: [{ key: 'european-commission', kind: 'eu' }], partners: [{ key: 'auce', role: 'partner', country: 'LV' }],
			shares: [{ partner: null, total: null, funds: [{ fund: 'european-commission', amount: '750.13', rate: null }] }],
			indicators: [{ kind: 'result', name: { en: 'People served' }, unit: null, baseline: '0', baselineOn: null, target: '706' }]
		},
		achievements: [{ subject: 'indicator', key: 'people-served', reached: '700', byDay: '2020-12-31', note: 'almost' }],
		kept: { reporter: { ref: 'XM-DAC-41114', type: '40' }, budgets: [{ amount: '1000.50', currency: 'EUR' }], transactions: [{ type: '3', amount: '-20.00' }] }
	});
	expect(notes.map(({ code }) => code).sort()).toEqual(['languages', 'left_out', 'organisation_without_country', 'rounded']);
});

test.each([
	['identifier_missing', /<iati-identifier>.*?<\/iati-identifier>/, '<iati-identifier> </iati-identifier>'],
	['reporter_missing', / ref="LV-RE-90000000000" type="15"/, ''],
	['title_missing', /<title sq:acronym[\s\S]*?<\/title>/, '<title><narrative xml:lang="fr">Titre</narrative></title>'],
	['status_unknown', '<activity-status code="2"', '<activity-status code="5"'],
	['day_wrong', 'type="1" iso-date="2018-03-01"', 'type="1" iso-date="01.03.2018"'],
	['dates_reversed', /type="(1|2)" iso-date="2018-03-01"/g, 'type="$1" iso-date="2021-03-01"'],
	['amount_wrong', '>76500.00<', '>76.500,00<'],
	['amount_wrong', '>76500.00<', '>1e5<'],
	['total_wrong', 'sq:amount="791256.20"', 'sq:amount="791 256,20"'],
	['contradicts_itself', 'sq:amount="90000.00"', 'sq:amount="900.00"'],
	['contradicts_itself', 'sq:role="partner"', 'sq:role="lead"'],
	['rest_differs', '>118688.46<', '>118688.47<'],
	['rest_differs', '>76500.00<', '>76500.01<'],
	['commitment_negative', '>76500.00<', '>-76500.00<'],
	['reached_in_future', 'sq:by="2020-02-29"', 'sq:by="2099-02-28"'],
	['day_in_future', 'sq:in-force="2018-02-01"', 'sq:in-force="2099-02-01"'],
	['value_wrong', 'ref="LLI-317"', `ref="LLI-317" sq:x="1"/><location ref="x" sq:ownership="private" sq:cost="much"><name><narrative>a</narrative></name><activity-description><narrative>b</narrative></activity-description></location><other-identifier ref="a"`]
])('%s: %s', (code, what, by) => {
	const changed = ours.replace(what, by);
	expect(changed).not.toBe(ours);
	const result = read(changed);
	expect(result.problems.map((problem) => problem.code)).toContain(code);
	expect(result.project).toBeNull();
	for (const problem of result.problems) for (const locale of ['lv', 'lt', 'en'] as const) expect(problemText(problem, locale)).toMatch(/\p{L}/u);
});

test('lats that do not give the euro beside them are a contradiction', () => {
	const document = { ...sampleProject().document, currency: 'LVL' };
	const lats = writeXml(activityOf(sampleProject({ document }), publisher, places, today));
	expect(read(lats).problems).toEqual([]);
	expect(read(lats.replace('sq:amount="76500.00" sq:currency="LVL">', 'sq:amount="76500.01" sq:currency="LVL">')).problems.map(({ code }) => code)).toEqual(['lats_differ']);
	expect(read(lats.replace('sq:amount="76500.00" sq:currency="LVL">', 'sq:amount="76500.00" sq:currency="SEK">')).problems.map(({ code }) => code)).toEqual(['lats_differ']);
});

test('every remark that reading can make has its sentence', () => {
	const source = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.includes('.test')).map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n');
	const codes = (call: string): string[] => [...source.matchAll(new RegExp(`\\b${call}\\((?:reading, )?'([a-z_]+)'`, 'g'))].map((match) => match[1] ?? '');
	expect(codes('note').length).toBeGreaterThan(10);
	expect([...codes('note').map((code) => `exchange_note_${code}`), ...[...codes('problem'), ...codes('remark')].map((code) => `error_exchange_${code}`), ...codes('refuse').map((code) => `error_exchange_file_${code}`)].filter((key) => !hasMessage(key))).toEqual([]);
});

test('texts with markup, quotes and line ends come back as they were', () => {
	fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
		const root = rootIn(file(writeXml(rootOf([{ name: 'iati-activity', attributes: { a: text }, children: [{ name: 'n', attributes: {}, children: [`x${text}x`] }] }], now))));
		const clean = text.replace(impossible, '\uFFFD');
		const [activity] = activitiesIn(root);
		expect(activity?.attributes['a']).toBe(clean);
		expect(activity?.children.find((child) => typeof child !== 'string')).toMatchObject({ children: [`x${clean}x`] });
	}));
});
