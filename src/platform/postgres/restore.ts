/** Restore of a physical backup into a new data folder. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DATA, entries, readManifest } from './backup-format.ts';
import { packagedMajor } from './binaries.ts';
import { checkMajor, clusterMajor, syncFolder, UNFINISHED } from './cluster.ts';
import { copyFile, mapConcurrently } from './copy.ts';
import { takeOwnership } from './owner.ts';
import { choosePlace, rememberPlace } from './paths.ts';
import { messageOf } from './process.ts';
import { giveTo } from './user.ts';

/**
 * Restores a backup into `dataDir`, which must not exist or be empty; the next `startEmbedded` there brings it to the moment the
 * backup ended and sets a new password. Every file is compared with the checksum taken during the backup.
 * Returns notes for the person, as `startEmbedded` does. Throws with a sentence when the target is not empty, the backup is damaged,
 * incomplete or of another major version; then the target holds no database.
 */
export async function restoreBackup(backupDir: string, dataDir: string): Promise<{ notes: string[] }> {
	const source = resolve(backupDir);
	const manifest = await readManifest(source);
	checkMajor(manifest.postgresMajor, await packagedMajor(), source);
	const ours = new RegExp(`^(owner\\.(lock|json)|${UNFINISHED}.*)$`); // left by a restore that failed
	if ((await entries(resolve(dataDir))).some((name) => !ours.test(name))) throw new Error(`${resolve(dataDir)} is not empty. Restore into a new folder.`);
	const notes: string[] = [];
	const place = await choosePlace(dataDir, notes);
	if ((await clusterMajor(place.cluster)) !== undefined) throw new Error(`${place.cluster} holds a database already. Restore into another DATA_DIR.`);
	const lock = await takeOwnership(place.root);
	if (lock === undefined) throw new Error(`${place.dataDir} is in use by another process.`);
	const temporary = join(place.root, `${UNFINISHED}restore`);
	try {
		await rm(temporary, { recursive: true, force: true });
		for (const folder of ['', ...manifest.folders]) {
			await mkdir(join(temporary, folder), { mode: 0o700 });
			await giveTo(place.user, join(temporary, folder));
		}
		await mapConcurrently(manifest.files, async (file) => {
			const copied = await copyFile(join(source, DATA, file.path), join(temporary, file.path)).catch((error: unknown) => {
				throw new Error(`The backup in ${source} is incomplete: ${messageOf(error)}`);
			});
			if (copied.sha256 !== file.sha256) throw new Error(`The backup in ${source} is damaged: ${file.path} differs from what was saved.`);
			await giveTo(place.user, join(temporary, file.path));
		});
		for (const folder of ['', ...manifest.folders]) await syncFolder(join(temporary, folder));
		await rename(temporary, place.cluster);
		await syncFolder(place.root);
		await rememberPlace(place);
		return { notes };
	} catch (error) {
		await rm(temporary, { recursive: true, force: true });
		throw error;
	} finally {
		await lock.release();
	}
}
