/** Every way in which a methodology can be wrong; each has a message `methodology_problem_<code>`. */
export const problemCodes = [
	// The file as such
	'too_large', 'empty_file', 'html', 'bad_character', 'yaml_indent', 'yaml_quote', 'yaml_documents', 'yaml_tag', 'yaml_other',
	'duplicate_key', 'bad_key', 'unknown_alias', 'alias_cycle', 'too_deep', 'too_many_values',
	// The shape of the document
	'missing', 'expects_text', 'expects_number', 'expects_list', 'expects_map', 'unknown_key', 'unknown_language', 'unknown_perspective',
	'choice', 'text_empty', 'text_too_long', 'text_with_comma', 'list_short', 'list_long', 'number_range', 'weight', 'bad_id', 'bad_slug', 'bad_version', 'bad_hash', 'no_text', 'not_fitting',
	// What the parts say about each other
	'duplicate_id', 'reserved_id', 'nodes_too_many', 'nodes_too_deep', 'unknown_evaluator', 'unknown_scale', 'unknown_mode', 'evaluator_mode_missing',
	'levels_count', 'scale_range', 'scale_gap', 'ordinal_rung', 'met_levels', 'evaluator_nested', 'nothing_scored', 'node_without_text',
	'limiter_unknown', 'limiter_not_scored', 'limiter_below', 'limiter_cap', 'limiter_self', 'limiter_no_value', 'siblings_scale', 'survey_without_perspective',
	'mapping_unknown', 'mapping_shape', 'mapping_twice', 'duplicate_language', 'language_undeclared',
	// Only in the way of publication
	'translation_missing'
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export type Path = readonly (string | number)[];
export type ProblemParams = Record<string, string | number>;

/** A problem before it has a place in a file. */
export interface Finding {
	readonly path: Path;
	readonly code: ProblemCode;
	readonly params: ProblemParams;
}

/** A problem with its place: the line of the file (from 1), the id of the nearest node, and the path of the field. */
export interface Problem {
	readonly line: number;
	readonly node: string | null;
	readonly path: string;
	readonly code: ProblemCode;
	readonly params: ProblemParams;
}

/** Shorthand for a finding. */
export const finding = (path: Path, code: ProblemCode, params: ProblemParams = {}): Finding => ({ path, code, params });

/** More would not help: the first ones explain the rest. */
export const mostProblems = 100;

/** Writes a path as people know it from code: `nodes[0].children[2].title.lv`. */
export const pathText = (path: Path): string => path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');

/** The id of the innermost node that the path leads through, or null above the nodes. */
export function nearestNode(document: unknown, path: Path): string | null {
	let at: unknown = document;
	let found: string | null = null;
	for (const [i, step] of path.entries()) {
		if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) break;
		at = (at as Record<string | number, unknown>)[step];
		const inNodes = typeof step === 'number' && (path[i - 1] === 'nodes' || path[i - 1] === 'children');
		if (inNodes && typeof at === 'object' && at !== null && 'id' in at && typeof at.id === 'string') found = at.id;
	}
	return found;
}
