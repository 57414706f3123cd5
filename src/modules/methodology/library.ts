import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncCatalogue } from '#platform/database/catalogue.ts';
import type { Connection } from '#platform/database/database.ts';
import { canonicalText, hashOfText } from './canonical.ts';
import type { MethodologyDocument } from './model.ts';
import { parseSource } from './parse.ts';
import type { Path } from './problems.ts';
import { readYaml, type Source } from './read.ts';

/** Where the methodologies that ship with the product lie, from this file's place in the source tree. */
export const libraryDir = join(import.meta.dirname, '../../../library');

/** A shipped file is wrong: one sentence with file, line and problem. */
class LibraryError extends Error {}

/**
 * Reads every methodology of the library: a folder each, with `methodology.yaml`, and where its nodes lie in files of
 * their own, `nodes/*.yaml` in the order of their names. Only complete documents pass. Throws LibraryError.
 */
export async function loadLibrary(dir = libraryDir): Promise<MethodologyDocument[]> {
	const folders = (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
	const documents: MethodologyDocument[] = [];
	for (const folder of folders.sort()) documents.push(await loadFolder(join(dir, folder)));
	return documents;
}

async function loadFolder(folder: string): Promise<MethodologyDocument> {
	const headFile = join(folder, 'methodology.yaml');
	const head = await readSource(headFile);
	const nodeFiles = await nodeFilesOf(join(folder, 'nodes'));
	const parts = await Promise.all(nodeFiles.map(readSource));
	const fileOf = (path: Path): string => (parts.length > 0 && path[0] === 'nodes' && typeof path[1] === 'number' ? (nodeFiles[path[1]] ?? headFile) : headFile);
	const whole: Source = {
		value: parts.length > 0 ? { ...(head.value as object), nodes: parts.map((part) => part.value) } : head.value,
		lineOf: (path) => (fileOf(path) === headFile ? head.lineOf(path) : (parts[path[1] as number]?.lineOf(path.slice(2)) ?? 1))
	};
	const parsed = parseSource(whole);
	const problems = 'problems' in parsed ? parsed.problems : parsed.incomplete;
	const first = problems[0];
	if ('problems' in parsed || first) {
		const at = /^nodes\[(\d+)\]/.exec(first?.path ?? '');
		const file = fileOf(at ? ['nodes', Number(at[1])] : []);
		throw new LibraryError(`${file}:${first?.line ?? 1}: ${first?.code ?? 'wrong'} at ${first?.path ?? ''}${first?.node ? ` (node ${first.node})` : ''} ${JSON.stringify(first?.params ?? {})}; ${problems.length} problem(s) in all.`);
	}
	return parsed.document;
}

async function nodeFilesOf(dir: string): Promise<string[]> {
	const names = await readdir(dir).catch((problem: NodeJS.ErrnoException) => {
		if (problem.code === 'ENOENT') return [];
		throw problem;
	});
	return names
		.filter((name) => name.endsWith('.yaml'))
		.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
		.map((name) => join(dir, name));
}

async function readSource(file: string): Promise<Source> {
	const read = readYaml(await readFile(file, 'utf8'));
	if ('source' in read) return read.source;
	const first = read.problems[0];
	throw new LibraryError(`${file}:${first?.line ?? 1}: ${first?.code ?? 'wrong'} ${JSON.stringify(first?.params ?? {})}`);
}

/**
 * Puts the library's methodologies into the catalogue from which regions adopt copies, as the owner of the tables.
 * Returns the hashes in the order of the documents.
 */
export async function syncLibrary(owner: Connection, documents: readonly MethodologyDocument[]): Promise<string[]> {
	const entries = documents.map((methodology) => {
		const document = canonicalText(methodology);
		return { sha256: hashOfText(document), slug: methodology.id, version: methodology.version, document };
	});
	await syncCatalogue(owner, 'library_methodology', entries);
	return entries.map(({ sha256 }) => sha256);
}
