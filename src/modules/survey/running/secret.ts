import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#platform/config.ts';
import { linkTokenFrom } from '../answering/token.ts';

const label = 'socquality survey links';
const known = new Map<string, Promise<Buffer>>();

/**
 * The installation's secret from which links sent by mail are derived, so that a reminder can carry the same link without
 * the link being stored. Derived from AUDIT_KEY where there is one, else a file of DATA_DIR that only its owner reads;
 * never in the database.
 */
export function surveySecret(config: Pick<Config, 'AUDIT_KEY' | 'DATA_DIR'>): Promise<Buffer> {
	const place = `${config.DATA_DIR}\n${config.AUDIT_KEY ?? ''}`;
	const secret = known.get(place) ?? load(config);
	known.set(place, secret);
	secret.catch(() => known.delete(place));
	return secret;
}

async function load({ AUDIT_KEY, DATA_DIR }: Pick<Config, 'AUDIT_KEY' | 'DATA_DIR'>): Promise<Buffer> {
	if (AUDIT_KEY !== undefined) return createHmac('sha256', AUDIT_KEY).update(label).digest();
	const path = join(DATA_DIR, 'survey-key');
	await mkdir(DATA_DIR, { recursive: true });
	await writeFile(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' }).catch((problem: NodeJS.ErrnoException) => {
		if (problem.code !== 'EEXIST') throw problem;
	});
	return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
}

/** The link of one address of one survey: the same each time, and not to be guessed without the secret. */
export const addressToken = (secret: Buffer, prefix: string, surveyId: string, addressId: string): string => linkTokenFrom(prefix, createHmac('sha256', secret).update(`${surveyId}\n${addressId}`).digest());
