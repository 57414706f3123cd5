import { normalise } from './canonical.ts';
import { checkDocument } from './check.ts';
import type { MethodologyDocument } from './model.ts';
import { mostProblems, nearestNode, pathText, type Finding, type Problem } from './problems.ts';
import { readYaml, type Source } from './read.ts';
import { checkShape } from './shape.ts';

/** A document that can be kept as a draft, with what still stands in the way of its publication; or what is wrong. */
export type Parsed = { document: MethodologyDocument; incomplete: Problem[] } | { problems: Problem[] };

/**
 * Reads a methodology from YAML or JSON text of at most 5 MB and checks all of it. Every problem names the line, the
 * nearest node and the field. Never throws for any text. The format: docs/methodology-format.md.
 */
export function parseMethodology(text: string): Parsed {
	const read = readYaml(text);
	if ('problems' in read) return { problems: read.problems.map(({ path, ...problem }) => ({ ...problem, node: null, path: pathText(path) })) };
	return parseSource(read.source);
}

/** The second half of `parseMethodology`, for a value that is already read, perhaps from several files. */
export function parseSource(source: Source): Parsed {
	const place = (finding: Finding): Problem => ({
		line: source.lineOf(finding.path),
		node: nearestNode(source.value, finding.path),
		path: pathText(finding.path),
		code: finding.code,
		params: finding.params
	});
	const inOrder = (findings: readonly Finding[]): Problem[] => findings.slice(0, mostProblems).map(place).sort((a, b) => a.line - b.line);
	const shape = checkShape(source.value);
	if ('findings' in shape) return { problems: inOrder(shape.findings) };
	const document = normalise(shape.document);
	const { findings, incomplete } = checkDocument(document);
	if (findings.length > 0) return { problems: inOrder(findings) };
	return { document, incomplete: inOrder(incomplete) };
}

/** Checks a document that is not read from a file: problems without lines (0), for drafts. */
export function checkDraft(document: MethodologyDocument): { problems: Problem[]; incomplete: Problem[] } {
	const place = ({ path, code, params }: Finding): Problem => ({ line: 0, node: nearestNode(document, path), path: pathText(path), code, params });
	const { findings, incomplete } = checkDocument(document);
	return { problems: findings.map(place), incomplete: incomplete.map(place) };
}
