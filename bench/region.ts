import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { systemActor } from '#platform/access.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import type { Context } from '#platform/context.ts';
import { openDatabase } from '#platform/database/database.ts';
import { ensureAppRole, ensureDatabase, migrate } from '#platform/database/migrate.ts';
import { randomIds, RegionId } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { startEmbedded } from '#platform/postgres/index.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { dimensions, evaluationOf, scoredNodes, type MethodologyDocument } from '#modules/methodology/index.ts';
import { seedCycle, seedVersion, type CyclePlan } from './seed.ts';

export interface Bench {
	/** A new region with two finished cycles over so many institutions. */
	region(institutions: number): Promise<{ regionId: RegionId; cycleId: string; assessmentId: string }>;
	run<T>(regionId: RegionId, work: (context: Context) => Promise<T>): Promise<T>;
	/** What the server does by itself after a while: tables are cleaned and their statistics made. */
	settle(): Promise<void>;
	close(): Promise<void>;
}

/** A throw-away embedded database with the real schema and the application's role. */
export async function openBench(document: MethodologyDocument, mode: string): Promise<Bench> {
	const dataDir = await mkdtemp(join(tmpdir(), 'sq-bench-'));
	const server = await startEmbedded({ dataDir, durable: false });
	await ensureDatabase(server.connection('postgres'), 'bench');
	const owner = server.connection('bench');
	await ensureAppRole(owner, 'socquality_app', 'bench');
	await migrate(owner, 'socquality_app');
	const database = openDatabase({ ...owner, user: 'socquality_app', password: 'bench' }, 4);
	const runtime: Runtime = { config: readConfig({ LOG_LEVEL: 'silent' }), database, clock: systemClock, log: createLog('silent'), newId: randomIds, demo: false, ready: true, enqueue: async () => undefined };
	const run: Bench['run'] = (regionId, work) => inContext({ regionId, actor: systemActor, locale: 'lv' }, work, runtime);

	const region: Bench['region'] = async (institutions) => {
		const people: string[] = [];
		const regionId = await database.global(async (tx) => {
			const { id } = await tx.insertInto('region').values({ slug: `bench-${institutions}`, name: JSON.stringify({ en: 'Bench' }) }).returning('id').executeTakeFirstOrThrow();
			for (let i = 0; i < 6; i++) people.push((await tx.insertInto('person').values({ name: `Person ${i}`, email: `p${i}-${institutions}@example.org`, invented: true }).returning('id').executeTakeFirstOrThrow()).id);
			return RegionId.parse(id);
		});
		const { plan, first } = await run(regionId, async (context) => {
			const { tx } = context;
			const municipality = await tx.insertInto('municipality').values({ region_id: regionId, code: '0001', country: 'LV', name: JSON.stringify({ en: 'Bench' }), valid_from: '2009-07-01' }).returning('id').executeTakeFirstOrThrow();
			const rows = Array.from({ length: institutions }, (_, i) => ({ region_id: regionId, id: context.newId(), slug: `institution-${i}`, name: JSON.stringify({ en: `Institution ${i}` }), kind: 'day-centre', municipality_id: municipality.id, valid_from: '2010-01-01' }));
			await tx.insertInto('institution').values(rows).execute();
			const plan: Omit<CyclePlan, 'previousCycleId'> = {
				document, mode, versionId: await seedVersion(context, document), institutionIds: rows.map(({ id }) => id), coordinatorId: people[0] ?? '',
				assessors: people.slice(1).map((personId) => ({ personId })), state: () => 'signed', judge: judgeOf(document, mode)
			};
			return { plan, first: await seedCycle(context, { ...plan, startsOn: '2024-09-01' }) };
		});
		// What the server does by itself after a while: without it plans are made for empty tables.
		await analyse(owner);
		const { cycleId, assessmentIds } = await run(regionId, (context) => seedCycle(context, { ...plan, previousCycleId: first.cycleId }));
		await analyse(owner);
		return { regionId, cycleId, assessmentId: assessmentIds[0] ?? '' };
	};
	return {
		region,
		run,
		settle: () => asOwner(owner, 'vacuum analyze'),
		close: async () => {
			await database.close();
			await server.stop();
			await rm(dataDir, { recursive: true, force: true });
		}
	};
}

const analyse = (owner: pg.ClientConfig): Promise<void> => asOwner(owner, 'analyze');

async function asOwner(owner: pg.ClientConfig, statement: string): Promise<void> {
	const client = new pg.Client(owner);
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

/** Different, repeatable values for every institution, node and person; one in twenty blank. */
export function judgeOf(document: MethodologyDocument, mode: string): CyclePlan['judge'] {
	const nodes = new Map(scoredNodes(document).map((node, place) => [node.id, { place, ...evaluationOf(document, node, mode) }]));
	return (institution, nodeId, who) => {
		const node = nodes.get(nodeId);
		if (!node) return null;
		const seed = institution * 31 + node.place * 17 + (who === 'consensus' ? 0 : (who + 1) * 7);
		if (seed % 20 === 13) return { judgement: 'cannot-judge', values: null };
		const { min, max } = node.scale;
		const values = Object.fromEntries(dimensions[node.evaluation.kind].map((dimension, i) => [dimension, min + ((seed * 13 + i * 5) % (max - min + 1))]));
		return { judgement: 'judged', values, strengths: node.place % 3 === 0 ? 'A strength in a sentence of common length, as groups write them.' : '', improvements: node.place % 4 === 0 ? 'An area for improvement, with what is missing and where.' : '', priority: (node.place % 3) + 1 };
	};
}
