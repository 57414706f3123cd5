import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

const known = new Map<string, Promise<Buffer>>();

/** What a secret is for: the words it is derived under, and the name of its file in DATA_DIR. */
export interface SecretUse {
	readonly label: string;
	readonly file: string;
}

/**
 * A secret of this installation that never lies in the database. Derived from AUDIT_KEY where there is one (so that several
 * programs share it), else a file of DATA_DIR that only its owner reads, made at first use.
 */
export function installationSecret(config: Pick<Config, 'AUDIT_KEY' | 'DATA_DIR'>, use: SecretUse): Promise<Buffer> {
	const place = `${use.file}\n${config.DATA_DIR}\n${config.AUDIT_KEY ?? ''}`;
	const secret = known.get(place) ?? load(config, use);
	known.set(place, secret);
	secret.catch(() => known.delete(place));
	return secret;
}

async function load({ AUDIT_KEY, DATA_DIR }: Pick<Config, 'AUDIT_KEY' | 'DATA_DIR'>, { label, file }: SecretUse): Promise<Buffer> {
	if (AUDIT_KEY !== undefined) return createHmac('sha256', AUDIT_KEY).update(label).digest();
	const path = join(DATA_DIR, file);
	await mkdir(DATA_DIR, { recursive: true });
	await writeFile(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' }).catch((problem: NodeJS.ErrnoException) => {
		if (problem.code !== 'EEXIST') throw problem;
	});
	return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
}
