/** What a backup looks like on the disk: a manifest beside a folder with the cluster's files. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, messageOf } from './process.ts';

/** Name of the manifest, written last: a folder without it is no complete backup. */
export const MANIFEST = 'backup.json';
/** Name of the folder with the cluster's files. */
export const DATA = 'data';

// A restore may run as root: no path of a manipulated backup may lead out of the target.
const innerPath = z.string().regex(/^[^/\\\0:]+(\/[^/\\\0:]+)*$/).refine((path) => !path.split('/').some((part) => part === '..' || part === '.'));

const manifestSchema = z.object({
	format: z.literal('socquality-postgres-1'),
	createdAt: z.string(),
	postgresMajor: z.int(),
	startLsn: z.string(),
	stopLsn: z.string(),
	folders: z.array(innerPath),
	files: z.array(z.object({ path: innerPath, bytes: z.int(), sha256: z.string() }))
});

/** Everything a restore must know and check. Paths are relative and use `/`; folders come before what they hold. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Reads and checks a manifest. Throws a sentence when the folder is no complete backup. */
export async function readManifest(source: string): Promise<Manifest> {
	try {
		return manifestSchema.parse(JSON.parse(await readFile(join(source, MANIFEST), 'utf8')));
	} catch (error) {
		throw new Error(`${source} is not a backup of this program, or is incomplete: ${messageOf(error)}`);
	}
}

/** Names in a folder; none when it does not exist. */
export async function entries(folder: string): Promise<string[]> {
	return readdir(folder).catch((error: unknown) => {
		if (codeOf(error) === 'ENOENT') return [];
		throw error;
	});
}
