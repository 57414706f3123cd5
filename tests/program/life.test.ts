import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startEmbedded } from '#platform/postgres/index.ts';
import { cleanUp, folder, socquality, startProgram } from './run.ts';

cleanUp();

const status = (url: string) => fetch(url, { redirect: 'manual' }).then((r) => r.status);

test(
	'an empty region: set-up link, people, backup while it runs, restore, compare; nothing of the demonstration is there',
	async () => {
		const dataDir = await folder();
		const env = { DATA_DIR: dataDir, DEMO: 'false' };
		const program = await startProgram(env);
		expect(await status(`${program.url}/healthz`)).toBe(200);
		expect(await status(`${program.url}/sitemap.json`)).toBe(404);
		expect(await readdir(dataDir)).not.toContain('demo-links.json');
		const link = /http:\S+set-up\?token=\S+/.exec(program.printed())?.[0] ?? '';
		const form = new URLSearchParams({ name_lv: 'Reģions', name_lt: 'Regionas', name_en: 'Region', slug: 'region', name: 'Anna Liepa', email: 'anna@example.org', password: 'seven herons over the lake', locale: 'lv', token: new URL(link).searchParams.get('token') ?? '' });
		const page = await fetch(link).then((r) => r.text());
		const action = /<form[^>]*action="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
		const names = new Set([...page.matchAll(/name="([^"]+)"/g)].map((m) => m[1] ?? ''));
		for (const name of ['slug', 'name', 'email', 'password']) expect([...names]).toContain(name);
		const post = () => fetch(new URL(action || link, link), { method: 'POST', body: form, headers: { origin: program.url, accept: 'text/html' }, redirect: 'manual' });
		const first = await post();
		expect(first.status, (await first.text()).replace(/<[^>]+>/g, ' ').slice(0, 2000)).toBe(303);
		expect((await post()).status).toBeGreaterThanOrEqual(400);

		const added = await socquality(['user', 'add', '--email', 'baiba@example.org', '--name', 'Baiba Test', '--role', 'coordinator', '--json'], { ...env, PUBLIC_URL: program.url });
		expect(added, added.err).toMatchObject({ code: 0 });
		const signIn = (JSON.parse(added.out) as { link: string }).link;
		expect(await status(signIn)).toBe(200);
		expect(await socquality(['user', 'add', '--email', 'x@example.org', '--name', 'X', '--role', 'king'], env)).toMatchObject({ code: 2 });
		expect(await socquality(['user', 'add', '--email', 'x@example.org', '--name', 'X', '--role', 'lead', '--institution', 'nowhere'], env)).toMatchObject({ code: 2 });

		const second = await socquality(['start'], { ...env, PORT: '0' });
		expect(second.code).toBe(1);
		expect(second.err).toMatch(/in use by process \d+/);

		const exported = await socquality(['person', 'export', 'baiba@example.org'], env);
		expect(JSON.parse(exported.out)).toHaveLength(1);
		const copy = join(await folder(), 'backup');
		expect(await socquality(['backup', copy], env)).toMatchObject({ code: 0 });
		expect(await socquality(['backup', copy], env)).toMatchObject({ code: 2 });
		expect(await program.stop()).toBe(0);
		expect(await readdir(join(dataDir, 'postgres'))).not.toContain('postmaster.pid');

		const restored = { DATA_DIR: join(await folder(), 'data'), DEMO: 'false' };
		expect(await socquality(['restore', copy], restored)).toMatchObject({ code: 0 });
		expect(await socquality(['restore', copy], restored)).toMatchObject({ code: 2 });
		const again = await socquality(['person', 'export', 'baiba@example.org'], restored);
		const facts = (text: string) => (JSON.parse(text) as { person: unknown; memberships: unknown; audit: unknown }[]).map(({ person, memberships, audit }) => ({ person, memberships, audit }));
		expect(facts(again.out)).toEqual(facts(exported.out));
		const verified = await socquality(['audit', 'verify', '--json'], restored);
		expect(verified, verified.err).toMatchObject({ code: 0 });
		expect((JSON.parse(verified.out) as { faults: unknown[] }[]).flatMap((r) => r.faults)).toEqual([]);
		for (const key of await readdir(join(copy, 'keys'))) expect(await readFile(join(copy, 'keys', key), 'utf8')).toBe(await readFile(join(restored.DATA_DIR, key), 'utf8'));

		expect(await socquality(['person', 'erase', 'baiba@example.org', '--yes'], restored)).toMatchObject({ code: 0 });
		expect((await socquality(['person', 'export', 'baiba@example.org'], restored)).code).toBe(2);
		expect(await socquality(['restore', '/nonexistent'], restored)).toMatchObject({ code: 2 });
	},
	240_000
);

test(
	'the demonstration: links that work again and again, profile and report from the command line, leaving it for real',
	async () => {
		const dataDir = await folder();
		const program = await startProgram({ DATA_DIR: dataDir });
		const links = JSON.parse(await readFile(join(dataDir, 'demo-links.json'), 'utf8')) as Record<string, string>;
		for (const role of ['administrator', 'coordinator', 'lead', 'member', 'evaluator', 'viewer']) {
			for (let n = 0; n < 2; n++) {
				const response = await fetch(links[role] ?? '', { redirect: 'manual' });
				expect([role, response.status, response.headers.get('location')]).toEqual([role, 303, '/desk']);
			}
		}
		const profile = await socquality(['profile', 'viesite-day-centre', '--json'], { DATA_DIR: dataDir });
		expect(profile, profile.err).toMatchObject({ code: 0 });
		expect((JSON.parse(profile.out) as { format: string }).format).toBe('socquality-profile/1');
		expect((await socquality(['profile', 'nowhere'], { DATA_DIR: dataDir })).code).toBe(2);
		const file = join(await folder(), 'report.pdf');
		const report = await socquality(['report', 'viesite-day-centre', '--lang', 'lt', '--out', file], { DATA_DIR: dataDir });
		expect(report, report.err).toMatchObject({ code: 0 });
		expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-');
		expect((await socquality(['report', 'viesite-day-centre', '--lang', 'ru'], { DATA_DIR: dataDir })).code).toBe(2);

		expect((await socquality(['leave-demo', '--yes'], { DATA_DIR: dataDir })).code).toBe(1);
		expect(await program.stop('SIGINT')).toBe(0);
		expect((await socquality(['start'], { DATA_DIR: dataDir, DEMO: 'false', PORT: '0' })).err).toContain('leave-demo');
		expect((await socquality(['leave-demo'], { DATA_DIR: dataDir })).code).toBe(2);
		expect(await socquality(['leave-demo', '--yes'], { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
		const real = await startProgram({ DATA_DIR: dataDir, DEMO: 'false' });
		expect(real.printed()).toContain('/set-up?token=');
		expect(await status(links['coordinator']?.replace(/^http:\/\/[^/]+/, real.url) ?? '')).not.toBe(303);
		expect(await real.stop()).toBe(0);
	},
	240_000
);

test(
	'a PostgreSQL of one’s own: the plain role serves, a strong one is refused with a sentence',
	async () => {
		const server = await startEmbedded({ dataDir: await folder(), durable: false });
		try {
			const admin = new pg.Client(server.connection('postgres'));
			await admin.connect();
			await admin.query("create role boss login password 'boss'");
			await admin.query("create role plain login password 'plain'");
			await admin.query('create database own owner boss');
			await admin.end();
			const address = (role: string) => `postgresql://${role}:${role}@localhost:${server.connection('own').port}/own?host=${encodeURIComponent(server.connection('own').host)}`;
			const env = { DATA_DIR: join(await folder(), 'new'), DEMO: 'false', DATABASE_URL: address('plain'), MIGRATION_URL: address('boss') };
			const program = await startProgram(env);
			expect(await status(`${program.url}/healthz`)).toBe(200);
			expect(await status(program.printed().match(/http:\S+set-up\S+/)?.[0] ?? '')).toBe(200);
			expect(await program.stop()).toBe(0);
			const refused = await socquality(['start'], { ...env, DATABASE_URL: address('boss'), PORT: '0' });
			expect(refused.code).toBe(1);
			expect(refused.err).toContain('"boss"');
		} finally {
			await server.stop();
		}
	},
	120_000
);
