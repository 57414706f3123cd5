import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '#platform/typst/root.ts';

const held: { names?: ReadonlySet<string> } = {};

/** The names of the product's own pictures, `static/pictures/<name>.svg`; read once, because they come with the product. */
export async function knownPictures(): Promise<ReadonlySet<string>> {
	held.names ??= new Set((await filesOf(join(packageRoot(), 'static/pictures'))).filter((name) => name.endsWith('.svg')).map((name) => name.slice(0, -4)).sort());
	return held.names;
}

/** An installation may leave the pictures out; then a questionnaire may name none. */
async function filesOf(dir: string): Promise<string[]> {
	try {
		return await readdir(dir);
	} catch (problem) {
		if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return [];
		throw problem;
	}
}
