import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { finding, type Finding, type Path, type ProblemCode, type ProblemParams } from './problems.ts';

/** The largest file, in bytes. */
export const largestFile = 5 * 1024 * 1024;
/** Nesting of the YAML itself; a methodology of twelve levels of nodes needs about thirty. */
const deepest = 48;
/** Values after aliases are written out: more than 5 000 nodes need, and the end of every alias bomb. */
const mostValues = 400_000;

/** A value read from a file, which knows the line of each of its parts. */
export interface Source {
	readonly value: unknown;
	/** The line (from 1) of the part at this path, or of the nearest part above it that exists. */
	lineOf(path: Path): number;
}
export type ReadProblem = Finding & { readonly line: number };
interface Place {
	readonly offset: number;
	readonly inside: Map<string | number, Place>;
}

/**
 * Reads YAML (or JSON, which is YAML too) as plain data: no tags, one document, no repeated keys, aliases written out
 * but neither in circles nor without bound. Problems carry the line.
 */
export function readYaml(text: string): { source: Source } | { problems: ReadProblem[] } {
	const early = refuseEarly(text);
	if (early) return { problems: [early] };
	const lines = new LineCounter();
	const at = (offset: number): number => lines.linePos(offset).line;
	try {
		// Keys are compared in convert: the parser's own comparison takes quadratic time.
		const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false, schema: 'core', merge: false });
		const faults = [...document.errors, ...document.warnings];
		if (faults.length > 0) return { problems: faults.slice(0, 20).map((fault) => ({ line: at(fault.pos[0]), ...yamlProblem(fault) })) };
		if (document.contents === null) return { problems: [{ line: 1, ...finding([], 'empty_file') }] };
		const { value, place, problems } = convert(document.contents);
		if (problems.length > 0) return { problems: problems.map(({ offset, ...problem }) => ({ ...problem, line: at(offset) })) };
		return { source: { value, lineOf: (path) => at(locate(place, path)) } };
	} catch (problem) {
		// The parser works by recursion: a file of only opening brackets exhausts the stack.
		if (problem instanceof RangeError) return { problems: [{ line: 1, ...finding([], 'too_deep', { max: deepest }) }] };
		throw problem;
	}
}

function refuseEarly(text: string): ReadProblem | null {
	const problem = (code: ProblemCode, line: number, params: ProblemParams = {}): ReadProblem => ({ line, ...finding([], code, params) });
	if (Buffer.byteLength(text) > largestFile) return problem('too_large', 1, { max: largestFile / 1024 / 1024 });
	if (text.trim() === '') return problem('empty_file', 1);
	const control = unfitCharacter(text);
	if (control >= 0) return problem('bad_character', text.slice(0, control).split('\n').length);
	if (/^\uFEFF?\s*<(?:!doctype|html|\?xml|head|body)/i.test(text)) return problem('html', 1);
	return null;
}

/** Where a text holds a character that no sentence contains: control characters, lone surrogates, U+FFFD; else −1. */
export const unfitCharacter = (text: string): number => text.search(/[^\P{Cc}\t\n\r]|[\uFFFD\uFFFE\uFFFF]|\p{Surrogate}/u);

function yamlProblem(fault: YAMLError): Finding {
	switch (fault.code) {
		case 'BAD_INDENT':
		case 'TAB_AS_INDENT':
			return finding([], 'yaml_indent');
		case 'MISSING_CHAR':
		case 'BAD_DQ_ESCAPE':
		case 'BAD_SCALAR_START':
			return finding([], 'yaml_quote');
		case 'MULTIPLE_DOCS':
			return finding([], 'yaml_documents');
		case 'TAG_RESOLVE_FAILED':
			return finding([], 'yaml_tag');
		case 'RESOURCE_EXHAUSTION':
			return finding([], 'too_deep', { max: deepest });
		default:
			return finding([], 'yaml_other');
	}
}

type Found = Finding & { readonly offset: number };

class Stop extends Error {}

function convert(root: unknown): { value: unknown; place: Place; problems: Found[] } {
	const problems: Found[] = [];
	const anchors = new Map<string, unknown>();
	const open = new Set<unknown>();
	let values = 0;

	const stop = (offset: number, path: Path, code: ProblemCode, params: ProblemParams): never => {
		problems.push({ offset, ...finding(path, code, params) });
		throw new Stop(code);
	};
	const walk = (node: unknown, path: Path, offset: number): { value: unknown; place: Place } => {
		const place: Place = { offset, inside: new Map() };
		if (++values > mostValues) stop(offset, path, 'too_many_values', { max: mostValues });
		if (open.size > deepest) stop(offset, path, 'too_deep', { max: deepest });
		if (isAlias(node)) {
			const target = anchors.get(node.source);
			if (target === undefined) return stop(offset, path, 'unknown_alias', { name: node.source });
			if (open.has(target)) return stop(offset, path, 'alias_cycle', { name: node.source });
			return walk(target, path, offset);
		}
		if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) anchors.set(node.anchor, node);
		if (isScalar(node)) return { value: node.value, place };
		if (!isMap(node) && !isSeq(node)) return { value: null, place };
		open.add(node);
		const value = isSeq(node) ? sequence(node.items, path, place) : mapping(node.items, path, place);
		open.delete(node);
		return { value, place };
	};
	const sequence = (items: unknown[], path: Path, place: Place): unknown[] =>
		items.map((item, i) => {
			const part = walk(item, [...path, i], startOf(item) ?? place.offset);
			place.inside.set(i, part.place);
			return part.value;
		});
	const mapping = (items: readonly { key: unknown; value: unknown }[], path: Path, place: Place): Record<string, unknown> => {
		const result: Record<string, unknown> = {};
		for (const { key, value } of items) {
			const offset = startOf(key) ?? place.offset;
			const name = isScalar(key) ? (key.source ?? String(key.value)) : null;
			if (name === null || name === '' || name === '__proto__') {
				problems.push({ offset, ...finding(path, 'bad_key') });
				continue;
			}
			if (place.inside.has(name)) problems.push({ offset, ...finding([...path, name], 'duplicate_key', { key: name }) });
			const part = walk(value, [...path, name], offset);
			place.inside.set(name, part.place);
			result[name] = part.value;
		}
		return result;
	};
	try {
		return { ...walk(root, [], startOf(root) ?? 0), problems };
	} catch (problem) {
		if (!(problem instanceof Stop)) throw problem;
		return { value: null, place: { offset: 0, inside: new Map() }, problems };
	}
}

const startOf = (node: unknown): number | undefined => (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined);

function locate(place: Place, path: Path): number {
	let at = place;
	for (const step of path) {
		const next = at.inside.get(step);
		if (!next) break;
		at = next;
	}
	return at.offset;
}
