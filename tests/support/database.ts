import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { systemActor, type Actor, type Role } from '#platform/access.ts';
import { fixedClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import type { Context } from '#platform/context.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { InstitutionId, MembershipId, PersonId, randomIds, RegionId } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { inContext, setRuntime, type Runtime } from '#platform/runtime.ts';

export interface TestDatabase {
	readonly database: Database;
	readonly runtime: Runtime;
	/** The owner's settings for this copy: only for looking behind row level security. */
	readonly owner: pg.ClientConfig;
	/** Makes a new region and returns its id. */
	region(slug?: string): Promise<RegionId>;
	/** Makes an invented person who may enter the region. */
	person(regionId: RegionId, name?: string): Promise<PersonId>;
	/** Makes an institution (with a municipality of its own) in the region. */
	institution(regionId: RegionId, slug?: string): Promise<InstitutionId>;
	/** Makes a person with one role and returns the actor; the membership row exists in the database. */
	actor(regionId: RegionId, role: Role, institutionId?: InstitutionId | null): Promise<Actor & { personId: PersonId }>;
	/** Runs a command or query as an actor (the program itself unless given). */
	as<T>(regionId: RegionId, actor: Actor | 'system', work: (context: Context) => Promise<T>): Promise<T>;
}

let counter = 0;
const now = '2026-11-22T09:00:00Z';

/** A fresh copy of the migrated database for one test file, closed by itself at the end. */
export function useDatabase(): TestDatabase {
	const held: { value?: TestDatabase; close?: () => Promise<void> } = {};
	beforeAll(async () => {
		const template = inject('owner');
		const name = `test_${process.pid}_${Date.now().toString(36)}_${counter++}`;
		await withAdmin(template, `create database ${name} template template_socquality`);
		const owner = { ...template, database: name };
		const database = openDatabase({ ...owner, user: 'socquality_app', password: 'test' }, 8);
		const runtime: Runtime = { config: readConfig({ LOG_LEVEL: 'silent' }), database, clock: fixedClock(now), log: createLog('silent'), newId: randomIds, demo: false, ready: true, enqueue: async () => undefined };
		setRuntime(runtime);
		held.value = build(database, runtime, owner);
		held.close = async () => {
			await database.close();
			await withAdmin(template, `drop database ${name} with (force)`);
		};
	});
	afterAll(() => held.close?.());
	return new Proxy({} as TestDatabase, { get: (_target, key) => held.value?.[key as keyof TestDatabase] });
}

async function withAdmin(template: pg.ClientConfig, statement: string): Promise<void> {
	const client = new pg.Client({ ...template, database: 'postgres' });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

function build(database: Database, runtime: Runtime, owner: pg.ClientConfig): TestDatabase {
	const as: TestDatabase['as'] = (regionId, actor, work) => inContext({ regionId, actor: actor === 'system' ? systemActor : actor, locale: 'en' }, work, runtime);
	const region: TestDatabase['region'] = async (slug = `region-${counter++}`) => {
		const row = await database.global((tx) => tx.insertInto('region').values({ slug, name: JSON.stringify({ en: slug }) }).returning('id').executeTakeFirstOrThrow());
		return RegionId.parse(row.id);
	};
	const person: TestDatabase['person'] = (regionId, name = `Person ${counter++}`) =>
		database.global(async (tx) => {
			const row = await tx.insertInto('person').values({ name, email: `p${counter++}@example.org`, invented: true }).returning('id').executeTakeFirstOrThrow();
			await tx.insertInto('person_region').values({ person_id: row.id, region_id: regionId }).execute();
			return PersonId.parse(row.id);
		});
	const institution: TestDatabase['institution'] = (regionId, slug = `institution-${counter++}`) =>
		as(regionId, 'system', async ({ tx }) => {
			const municipality = await tx.insertInto('municipality').values({ region_id: regionId, code: `00${counter++}`, country: 'LV', name: JSON.stringify({ en: slug }), valid_from: '2009-07-01' }).returning('id').executeTakeFirstOrThrow();
			const row = await tx.insertInto('institution').values({ region_id: regionId, slug, name: JSON.stringify({ en: slug }), kind: 'day-centre', municipality_id: municipality.id, valid_from: '2010-01-01' }).returning('id').executeTakeFirstOrThrow();
			return InstitutionId.parse(row.id);
		});
	const actor: TestDatabase['actor'] = async (regionId, role, institutionId = null) => {
		const personId = await person(regionId);
		const row = await as(regionId, 'system', ({ tx }) =>
			tx.insertInto('membership').values({ region_id: regionId, person_id: personId, role, institution_id: institutionId, granted_at: new Date(now) }).returning('id').executeTakeFirstOrThrow()
		);
		return { personId, name: 'Test person', memberships: [{ id: MembershipId.parse(row.id), role, institutionId }], system: false };
	};
	return { database, runtime, owner, region, person, institution, actor, as };
}
