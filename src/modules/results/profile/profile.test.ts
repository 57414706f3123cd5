import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { roles, systemActor, type Actor, type Role } from '#platform/access.ts';
import { exact, ratio } from '#platform/ratio.ts';
import { MembershipId, type InstitutionId, type PersonId, type RegionId } from '#platform/ids.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { seedCycle, seedVersion, type CyclePlan } from '../../../../bench/seed.ts';
import { assessmentStates, type AssessmentState } from '../../assessment/index.ts';
import { hashOf, MethodologyDocument } from '../../methodology/index.ts';
import { boardOf, profileJson, profileOf, profileOrWaiting, scoresCsv, type ProfileNode } from '../index.ts';

const db = useDatabase();
const page = readFileSync(new URL('../../../../docs/scoring.md', import.meta.url), 'utf8');
const document = MethodologyDocument.parse(parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''));
const judged = (score: number) => ({ judgement: 'judged' as const, values: { score } });

let region: RegionId;
let own: InstitutionId;
let other: InstitutionId;
let versionId: string;
let coordinator: Actor & { personId: PersonId };
let people: PersonId[];

beforeAll(async () => {
	region = await db.region();
	[own, other] = [await db.institution(region, 'own'), await db.institution(region, 'other')];
	coordinator = await db.actor(region, 'coordinator');
	people = [];
	for (let i = 0; i < 5; i++) people.push(await db.person(region));
	versionId = await db.as(region, 'system', (context) => seedVersion(context, document));
});

const plan = (more: Partial<CyclePlan> = {}): CyclePlan => ({
	document, versionId, mode: 'simple', institutionIds: [own, other], coordinatorId: coordinator.personId,
	assessors: [...people.slice(0, 3).map((personId) => ({ personId })), { personId: people[3] as PersonId, kind: 'evaluator' as const }, { personId: people[4] as PersonId, leftOut: true }],
	state: () => 'signed' as const,
	judge: (_institution, nodeId, who) => {
		if (nodeId.startsWith('A')) return who === 'consensus' ? judged(50) : who === 4 ? judged(0) : who === 3 ? judged(77) : judged(40 + 10 * who);
		if (nodeId === 'E.1') return judged(0);
		return nodeId.startsWith('D') ? { ...judged(90), strengths: `strong in ${nodeId}`, improvements: `mend ${nodeId}`, priority: nodeId === 'D.2' ? 1 : null } : null;
	},
	...more
});
const seed = (more: Partial<CyclePlan> = {}) => db.as(region, 'system', (context) => seedCycle(context, plan(more)));
const find = (nodes: readonly ProfileNode[], id: string) => nodes.find(({ nodeId }) => nodeId === id);

/** Any combination of roles in this institution, another one and the region, with or without a place in the group. */
const someActor = fc.record({ memberships: fc.array(fc.record({ role: fc.constantFrom(...roles), place: fc.constantFrom('own' as const, 'other' as const, 'region' as const) }), { maxLength: 3 }), inGroup: fc.boolean() });
const actorOf = ({ memberships, inGroup }: { memberships: { role: Role; place: 'own' | 'other' | 'region' }[]; inGroup: boolean }): Actor => ({
	personId: (inGroup ? people[0] : coordinator.personId) as PersonId,
	name: 'Anyone',
	system: false,
	memberships: memberships.map(({ role, place }, i) => ({
		id: MembershipId.parse(`00000000-0000-4000-8000-00000000000${i}`),
		role,
		institutionId: role === 'administrator' || role === 'coordinator' || (role === 'viewer' && place === 'region') ? null : place === 'own' ? own : other
	}))
});

describe('who may read a profile', () => {
	test('any roles, any place, any state: exactly those of the rule, and nothing before opening', async () => {
		const byState = new Map<AssessmentState, string>();
		for (const state of assessmentStates) byState.set(state, (await seed({ state: () => state })).assessmentIds[0] as string);
		await fc.assert(
			fc.asyncProperty(someActor, fc.constantFrom(...assessmentStates), async (who, state) => {
				const has = (...wanted: Role[]) => who.memberships.some(({ role, place }) => place === 'own' && wanted.includes(role));
				const inside = has('lead', 'head') || (who.inGroup && has('member', 'evaluator'));
				const runs = who.memberships.some(({ role }) => role === 'administrator' || role === 'coordinator');
				const expected = inside ? (state === 'scoring' ? 'profile_not_opened' : 'read') : runs ? (state === 'signed' ? 'read' : 'profile_not_signed') : (has('viewer') || who.memberships.some(({ role, place }) => role === 'viewer' && place === 'region')) && state === 'signed' ? 'read' : 'not_found';
				const id = byState.get(state) as string;
				const answer = await db.as(region, actorOf(who), (context) => profileOf(context, id)).then(() => 'read', (problem: Error) => problem.message);
				expect(answer).toBe(expected);
				const files = [profileJson, (c: Parameters<typeof scoresCsv>[0], a: string) => scoresCsv(c, a, 'lv')];
				for (const file of files) expect(await db.as(region, actorOf(who), (context) => file(context, id)).then(() => 'read', (problem: Error) => problem.message)).toBe(expected);
			}),
			{ numRuns: 60 }
		);
	});

	test('another region, an unknown id and nonsense answer alike', async () => {
		const { assessmentIds, cycleId } = await seed();
		const elsewhere = await db.region();
		const stranger = await db.actor(elsewhere, 'administrator');
		for (const id of [assessmentIds[0] as string, '00000000-0000-4000-8000-000000000000', 'x', "' or 1=1 --"]) {
			await expect(db.as(elsewhere, stranger, (context) => profileOf(context, id))).rejects.toMatchObject({ status: 404, code: 'not_found' });
			await expect(db.as(elsewhere, 'system', (context) => profileOrWaiting(context, id))).rejects.toMatchObject({ status: 404 });
		}
		await expect(db.as(elsewhere, stranger, (context) => boardOf(context, cycleId))).rejects.toMatchObject({ status: 404 });
		const lead = await db.actor(region, 'lead', other);
		await expect(db.as(region, lead, (context) => profileOf(context, assessmentIds[0] as string))).rejects.toMatchObject({ status: 404 });
	});

	test('before opening the page says by when, and holds no score', async () => {
		const { assessmentIds } = await seed({ state: () => 'scoring' });
		const lead = await db.actor(region, 'lead', own);
		const found = await db.as(region, lead, (context) => profileOrWaiting(context, assessmentIds[0] as string));
		expect(found).toMatchObject({ ready: false, waiting: { reason: 'not-opened', endsOn: '2026-12-18', institution: { slug: 'own' } } });
		expect(Object.keys(found)).toEqual(['ready', 'reader', 'waiting']);
		expect(Object.keys('waiting' in found ? found.waiting : {})).toEqual(['reason', 'institution', 'cycle', 'endsOn']);
	});
});

describe('what a profile says', () => {
	test('values, spread of members (neither left-out nor evaluators), limiter, strengths and areas in order', async () => {
		const { assessmentIds } = await seed();
		const profile = await db.as(region, coordinator, (context) => profileOf(context, assessmentIds[0] as string));
		expect(profile).toMatchObject({ signed: true, signedOn: '2026-11-22', previous: null, methodology: { slug: 'scoring-examples', version: '1.0.0', sha256: hashOf(document) } });
		expect(find(profile.nodes, 'A')).toMatchObject({ main: true, value: ratio(50), level: { from: 31 }, spread: { low: ratio(40), high: ratio(60), people: 3 }, evaluators: { low: ratio(77), high: ratio(77), people: 1 }, coverage: { judged: 3, total: 3 } });
		expect(find(profile.nodes, 'D.1')).toMatchObject({ value: ratio(50), limited: { by: 'duty-not-met', from: ratio(90) }, spread: { low: ratio(50), high: ratio(50) } });
		expect(find(profile.nodes, 'B')).toMatchObject({ value: null, spread: null, coverage: { judged: 0, blank: 2 } });
		expect(profile.limiters).toMatchObject([{ id: 'duty-not-met', state: 'applied', below: ['E.1'] }]);
		expect(profile.strengths.map(({ nodeId }) => nodeId)).toEqual(['D.1', 'D.2']);
		expect(profile.areas.map(({ nodeId, priority }) => [nodeId, priority])).toEqual([['D.2', 1], ['D.1', null]]);
	});

	test('a spread of fewer than three members is not told', async () => {
		const { assessmentIds } = await seed({ assessors: people.slice(0, 2).map((personId) => ({ personId })) });
		const profile = await db.as(region, coordinator, (context) => profileOf(context, assessmentIds[0] as string));
		expect(profile.nodes.map(({ spread }) => spread)).toEqual(profile.nodes.map(() => null));
	});

	test('no profile or export names an assessor or holds an id of one', async () => {
		const { assessmentIds } = await seed();
		const lead = await db.actor(region, 'lead', own);
		const json = await db.as(region, lead, (context) => profileJson(context, assessmentIds[0] as string));
		expect(json).not.toMatch(/assessor|Person|[0-9a-f]{8}-[0-9a-f]{4}-/);
	});
});

describe('the previous cycle', () => {
	const changed = (mapping: boolean): MethodologyDocument => {
		const next = structuredClone(document);
		Object.assign(next, { version: mapping ? '1.1.0' : '1.2.0' });
		if (mapping) next.mapping = { from: hashOf(document), changes: [{ kind: 'same', from: ['A.1'], to: ['A.1'] }, { kind: 'reworded', from: ['A.2'], to: ['A.2'] }, { kind: 'split', from: ['D.1'], to: ['D.1', 'D.2'] }, { kind: 'same', from: ['A'], to: ['A'] }] };
		return next;
	};
	const before = (more: Partial<CyclePlan> = {}) => seed({ startsOn: '2024-09-01', judge: (_i, nodeId) => judged(nodeId.startsWith('B') || nodeId === 'C.2' || nodeId === 'E.1' ? 1 : 30), ...more });
	const profileAfter = async (previousCycleId: string, more: Partial<CyclePlan> = {}) => {
		const { assessmentIds, cycleId } = await seed({ previousCycleId, ...more });
		return { profile: await db.as(region, coordinator, (context) => profileOf(context, assessmentIds[0] as string)), board: await db.as(region, coordinator, (context) => boardOf(context, cycleId)) };
	};

	test('is beside the present one with the same version', async () => {
		const { profile, board } = await profileAfter((await before()).cycleId);
		expect(profile.previous).toMatchObject({ startsOn: '2024-09-01', refused: null });
		expect(find(profile.nodes, 'A')).toMatchObject({ value: ratio(50), previous: ratio(30), previousRefused: null });
		expect(board.rows[0]?.cells?.map(({ change }) => change && exact(change))).toEqual(['20', null, null, '40', null]);
	});

	test('across versions only where the map allows, with the reason where it does not', async () => {
		const [mapped, unrelated] = [changed(true), changed(false)];
		const [first, second] = await db.as(region, 'system', async (context) => [await seedVersion(context, mapped), await seedVersion(context, unrelated)] as const);
		const { cycleId } = await before();
		const { profile } = await profileAfter(cycleId, { document: mapped, versionId: first });
		expect(Object.fromEntries(['A', 'A.1', 'A.2', 'A.3', 'D.1', 'D.2'].map((id) => [id, find(profile.nodes, id)?.previousRefused ?? find(profile.nodes, id)?.previous]))).toEqual({ A: ratio(30), 'A.1': ratio(30), 'A.2': ratio(30), 'A.3': 'unmapped', 'D.1': 'split', 'D.2': 'split' });
		const foreign = await profileAfter(cycleId, { document: unrelated, versionId: second });
		expect(new Set(foreign.profile.nodes.map(({ previous, previousRefused }) => [previous, previousRefused].join()))).toEqual(new Set([',other_version']));
	});

	test('is refused when it was not signed or was scored in another mode, and is none where the institution took no part', async () => {
		expect((await profileAfter((await before({ state: () => 'proposed' })).cycleId)).profile).toMatchObject({ previous: { refused: 'not-signed' } });
		const { profile, board } = await profileAfter((await before({ mode: 'parts', judge: () => null })).cycleId);
		expect([profile.previous?.refused, board.previous?.refused, profile.nodes[0]?.previous]).toEqual(['other-mode', 'other-mode', null]);
		const only = await profileAfter((await before({ institutionIds: [other] })).cycleId);
		expect([only.profile.previous, only.board.rows[1]?.cells?.[0]?.change, only.board.rows[0]?.cells?.[0]?.change]).toEqual([null, null, ratio(20)]);
	});
});

describe('exports of the profile', () => {
	test('JSON carries exact and rounded values, rule and version, and two readings are equal', async () => {
		const { assessmentIds } = await seed({ judge: (_i, nodeId) => (nodeId === 'A.1' ? judged(50) : nodeId === 'A.2' ? judged(75) : nodeId === 'A.3' ? judged(60) : null) });
		const read = (actor: Actor) => db.as(region, actor, (context) => profileJson(context, assessmentIds[0] as string));
		const text = await read(systemActor);
		expect(await read(coordinator)).toBe(text);
		const json = JSON.parse(text);
		expect(json).toMatchObject({ format: 'socquality-profile/1', methodology: { id: 'scoring-examples', version: '1.0.0', sha256: hashOf(document), mode: 'simple' }, state: 'signed' });
		expect(json.criteria[0]).toMatchObject({ id: 'A', value: { exact: '245/4', rounded: '61.3' }, rule: 'mean', inputs: [{ node: 'A.1', value: '50', weight: '1' }, { node: 'A.2' }, { node: 'A.3', value: '60', weight: '2' }] });
		expect(json.criteria[0].parts.map(({ id, entered }: { id: string; entered: unknown }) => [id, entered])).toEqual([['A.1', { score: 50 }], ['A.2', { score: 75 }], ['A.3', { score: 60 }]]);
		expect(json.criteria[1]).toMatchObject({ id: 'B', value: null, noValue: 'blank' });
	});

	test('CSV has a line for each node, blanks stay empty, and texts are guarded', async () => {
		const evil = structuredClone(document);
		Object.assign(evil, { id: 'evil' });
		Object.assign(evil.nodes[0] ?? {}, { title: { en: '=HYPERLINK("http://x")' } });
		const evilId = await db.as(region, 'system', (context) => seedVersion(context, evil));
		const { assessmentIds } = await seed({ document: evil, versionId: evilId });
		const csv = await db.as(region, 'system', (context) => scoresCsv(context, assessmentIds[0] as string, 'lv'));
		const lines = csv.replace(/^\uFEFF/, '').trimEnd().split('\r\n');
		expect(lines).toHaveLength(1 + 5 + 10);
		expect(lines[0]).toMatch(/^Numurs,Nosaukums,/);
		expect(lines.find((line) => line.startsWith('A,'))).toContain(`"'=HYPERLINK(""http://x"")"`);
		expect(lines.find((line) => line.startsWith('B.1,'))).toMatch(/^B\.1,First duty,,,,,,,0,1,0,/);
		expect(csv).not.toMatch(/(^|,)"?[=+@]/m);
	});
});
