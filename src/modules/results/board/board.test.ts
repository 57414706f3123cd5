import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Actor, Role } from '#platform/access.ts';
import type { InstitutionId, PersonId, RegionId } from '#platform/ids.ts';
import { exact, ratio } from '#platform/ratio.ts';
import { readXlsx } from '#platform/sheets/index.ts';
import { seedCycle, seedVersion } from '../../../../bench/seed.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import type { AssessmentState } from '../../assessment/index.ts';
import { MethodologyDocument } from '../../methodology/index.ts';
import { boardOf, boardXlsx } from '../index.ts';
import { median, tintOf } from './rules.ts';

const db = useDatabase();
const page = readFileSync(new URL('../../../../docs/scoring.md', import.meta.url), 'utf8');
const document = MethodologyDocument.parse(parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''));

let region: RegionId;
let coordinator: Actor & { personId: PersonId };
let institutions: InstitutionId[];
let versionId: string;
const states: AssessmentState[] = ['signed', 'signed', 'signed', 'proposed', 'consensus', 'scoring'];

beforeAll(async () => {
	region = await db.region();
	coordinator = await db.actor(region, 'coordinator');
	institutions = [];
	for (let i = 0; i < states.length; i++) institutions.push(await db.institution(region, `place-${i}`));
	versionId = await db.as(region, 'system', (context) => seedVersion(context, document));
	// A name that a spreadsheet program would run.
	await db.as(region, 'system', ({ tx }) => tx.updateTable('institution').set({ name: JSON.stringify({ en: '=1+1' }) }).where('region_id', '=', region).where('slug', '=', 'place-1').execute());
});

const seed = async () => {
	const people = [await db.person(region), await db.person(region), await db.person(region)];
	return db.as(region, 'system', (context) =>
		seedCycle(context, {
			document, versionId, mode: 'simple', institutionIds: institutions, coordinatorId: coordinator.personId, assessors: people.map((personId) => ({ personId })),
			state: (i) => states[i] ?? 'scoring',
			// 17 stands for what must not be seen before signing.
			judge: (i, nodeId) => (nodeId.startsWith('A') ? { judgement: 'judged', values: { score: states[i] === 'signed' ? 40 + 15 * i : 17 } } : null)
		})
	);
};

test('signed institutions show values, the others only their state and how far they are', async () => {
	const { cycleId } = await seed();
	const board = await db.as(region, coordinator, (context) => boardOf(context, cycleId));
	expect(board.columns.map(({ nodeId }) => nodeId)).toEqual(['A', 'B', 'C', 'D', 'E']);
	expect(board.rows.map(({ state, cells }) => [state, cells?.map(({ value, noValue }) => (value ? exact(value) : noValue)).join(' ') ?? null])).toEqual([
		['signed', '40 blank mixed-scales blank not-combined'], ['signed', '55 blank mixed-scales blank not-combined'], ['signed', '70 blank mixed-scales blank not-combined'],
		['proposed', null], ['consensus', null], ['scoring', null]
	]);
	expect(board.rows.map(({ agreed, total, finished, groupSize }) => [agreed, total, finished, groupSize])).toEqual([[3, 10, 3, 3], [3, 10, 3, 3], [3, 10, 3, 3], [3, 10, 3, 3], [3, 10, 3, 3], [0, 10, 3, 3]]);
	expect(board.rows.map(({ cells }) => cells?.[0]?.tint ?? null)).toEqual([3, 4, 4, null, null, null]);
	expect([board.signed, board.columns[0]?.median && exact(board.columns[0].median), board.columns[1]?.median]).toEqual([3, '55', null]);
	expect(JSON.stringify(board, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value))).not.toMatch(/"17n"/);
});

test('only those who run the region see it; everybody else is told that there is nothing', async () => {
	const { cycleId } = await seed();
	const own = institutions[0] as InstitutionId;
	const places: [Role, InstitutionId | null][] = [['lead', own], ['head', own], ['member', own], ['evaluator', own], ['viewer', own], ['viewer', null]];
	for (const [role, place] of places) {
		const actor = await db.actor(region, role, place);
		await expect(db.as(region, actor, (context) => boardOf(context, cycleId))).rejects.toMatchObject({ status: 404 });
		await expect(db.as(region, actor, (context) => boardXlsx(context, cycleId))).rejects.toMatchObject({ status: 404 });
	}
	for (const id of ['x', '00000000-0000-4000-8000-000000000000']) await expect(db.as(region, coordinator, (context) => boardOf(context, id))).rejects.toMatchObject({ status: 404 });
	const elsewhere = await db.region();
	const foreign = await db.actor(elsewhere, 'coordinator');
	await expect(db.as(elsewhere, foreign, (context) => boardOf(context, cycleId))).rejects.toMatchObject({ status: 404 });
	expect((await db.as(region, await db.actor(region, 'administrator'), (context) => boardOf(context, cycleId))).rows).toHaveLength(states.length);
});

test('the workbook holds the same figures, no formula, and equal boards give equal bytes', async () => {
	const { cycleId } = await seed();
	const read = () => db.as(region, coordinator, (context) => boardXlsx(context, cycleId));
	const [first, second] = [await read(), await read()];
	expect(first.equals(second)).toBe(true);
	const [values, about] = await readXlsx(first);
	expect(values?.rows[0]?.slice(0, 4)).toEqual(['Institution', 'State', 'Judged', 'Weighted mean']);
	expect(values?.rows.slice(1).map((row) => [row[0], row[1], row[3], row[4]])).toEqual([
		['place-0', 'Signed', 40, 'no value'], ["'=1+1", 'Signed', 55, 'no value'], ['place-2', 'Signed', 70, 'no value'],
		['place-3', 'Waiting for the signature', null, null], ['place-4', 'Agreeing', null, null], ['place-5', 'Scoring', null, null], ['Median', null, 55, null]
	]);
	expect(about?.rows.flat().join(' ')).toContain('Examples of scoring, version 1.0.0 (Simple)');
	expect(first.toString('latin1')).not.toContain('<f>');
});

test('the number of queries does not grow with the institutions', async () => {
	const { cycleId } = await seed();
	const count = async (): Promise<number> => {
		let queries = 0;
		await db.as(region, coordinator, (context) => {
			const counted = context.tx.withPlugin({ transformQuery: ({ node }) => { queries++; return node; }, transformResult: async ({ result }) => result });
			return boardOf({ ...context, tx: counted as typeof context.tx }, cycleId);
		});
		return queries;
	};
	const few = await count();
	for (let i = 0; i < 8; i++) {
		const id = await db.institution(region, `more-${i}`);
		await db.as(region, 'system', ({ tx }) => tx.insertInto('assessment').values({ region_id: region, cycle_id: cycleId, institution_id: id, state: 'signed', signed_at: new Date() }).execute());
	}
	expect(await count()).toBe(few);
	expect(few).toBeGreaterThan(4);
	expect(few).toBeLessThanOrEqual(12);
});

test('tints go evenly from the lowest level to the highest, and a median needs three', () => {
	const tints = (count: number) => {
		const levels = Array.from({ length: count }, (_, i) => ({ from: i, to: i, name: { en: `${i}` } }));
		return levels.map((level, index) => tintOf({ level: { index, ...level }, scale: { id: 's', min: 0, max: count - 1, levels } }));
	};
	expect([tints(6), tints(4), tints(2)]).toEqual([[1, 2, 3, 4, 5, 6], [1, 3, 4, 6], [1, 6]]);
	expect(tintOf({ level: null, scale: null })).toBeNull();
	expect([median([ratio(1), ratio(9)]), median([ratio(9), ratio(1), ratio(4)]), median([ratio(1), ratio(2), ratio(4), ratio(9)])]).toEqual([null, ratio(4), ratio(3)]);
});
