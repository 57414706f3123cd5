import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the package, absolute. Found by walking up from this file, which lies in `src/` when Node runs the sources
 * and in `build/` when the pages were bundled. Throws when neither way leads to it.
 */
export function packageRoot(): string {
	for (const start of [import.meta.dirname, process.cwd()]) {
		for (let folder = start; ; folder = dirname(folder)) {
			if (isPackage(join(folder, 'package.json'))) return folder;
			if (folder === dirname(folder)) break;
		}
	}
	throw new Error('The folder of SocQuality was not found: start it from its own folder.');
}

function isPackage(file: string): boolean {
	if (!existsSync(file)) return false;
	const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
	return typeof content === 'object' && content !== null && 'name' in content && content.name === 'socquality';
}
