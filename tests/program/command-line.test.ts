import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanUp, folder, socquality } from './run.ts';

cleanUp();

test('help has examples, the version is a number, and unknown input is one sentence with exit code 2', async () => {
	const help = await socquality(['--help']);
	expect(help.code).toBe(0);
	expect(help.out).toContain('Examples:');
	for (const command of ['start', 'migrate', 'demo', 'profile', 'report', 'user', 'backup', 'restore', 'person', 'audit']) expect(help.out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
	expect(await socquality(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
	for (const wrong of [['nonsense'], ['profile'], ['demo'], ['start', '--port', '3'], ['backup'], ['user', 'remove'], ['person', 'erase', 'a@b.example']]) {
		const answer = await socquality(wrong);
		expect([wrong.join(' '), answer.code]).toEqual([wrong.join(' '), 2]);
		expect(answer.err.trim().split('\n')).toHaveLength(1);
		expect(answer.err).toMatch(/^[A-Z].*\.\n$/);
	}
});

test('a wrong setting stops the start with one sentence that names it', async () => {
	for (const [name, value, wanted] of [
		['PORT', '99999', 'PORT'],
		['PORT', 'abc', 'PORT'],
		['PUBLIC_URL', 'quality.example.org', 'PUBLIC_URL'],
		['PUBLIC_URL', 'https://example.org/quality', 'PUBLIC_URL'],
		['DEMO', 'yes', 'DEMO'],
		['SMTP_URL', 'mail.example.org', 'SMTP_URL'],
		['DATABASE_URL', 'postgres://a:b@127.0.0.1/x', 'MIGRATION_URL'],
		['AUDIT_KEY', 'short', 'AUDIT_KEY'],
		['HOST', '0.0.0.0', 'DEMO_PUBLIC'],
		['LOG_LEVEL', 'loud', 'LOG_LEVEL']
	] as const) {
		const answer = await socquality(['start'], { DATA_DIR: '/nonexistent/never', [name]: value });
		expect([name, value, answer.code]).toEqual([name, value, 2]);
		expect(answer.err.trim().split('\n')).toHaveLength(1);
		expect(answer.err).toContain(wanted);
		expect(answer.err).not.toContain('a:b@');
	}
});

test(
	'two runs of demo write the same files, byte for byte, for all seven institutions in three languages',
	async () => {
		const runs = [];
		for (let n = 0; n < 2; n++) {
			const out = await folder();
			const answer = await socquality(['demo', '--out', out]);
			expect(answer, answer.err).toMatchObject({ code: 0 });
			const names = (await readdir(out)).sort();
			runs.push(await Promise.all(names.map(async (name) => `${name} ${createHash('sha256').update(await readFile(join(out, name))).digest('hex')}`)));
		}
		expect(runs[0]).toHaveLength(7 * 5);
		expect(runs[0]?.filter((f) => /\.(lv|lt|en)\.pdf /.test(f))).toHaveLength(21);
		expect(runs[1]).toEqual(runs[0]);
	},
	300_000
);
