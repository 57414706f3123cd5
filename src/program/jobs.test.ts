import pg from 'pg';
import { expect, test } from 'vitest';
import { poolOptions, type Connection } from '#platform/database/database.ts';
import { useDatabase } from '../../tests/support/database.ts';
import { startJobs } from './jobs.ts';

const db = useDatabase();

test('what was missed while the program did not run is done once when it runs again', async () => {
	const owner = db.owner as Connection;
	const stop = await startJobs({ ...db.runtime }, owner);
	await stop();
	const client = new pg.Client(poolOptions(owner));
	await client.connect();
	try {
		const { rows } = await client.query<{ name: string; missed: string | null }>(`select name, options ->> 'missed' as missed from pgboss.schedule order by name`);
		expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['survey-retention', 'survey-rewrite', 'remove-expired']));
		expect(rows.filter(({ missed }) => missed !== 'once')).toEqual([]);
	} finally {
		await client.query('drop schema if exists pgboss cascade');
		await client.end();
	}
});
