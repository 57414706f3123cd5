import { stringify } from 'yaml';
import { z } from 'zod';
import { normalise, pathText, readYaml, type Path } from '#modules/methodology/index.ts';
import { checkQuestionnaire } from './check.ts';
import { answerLanguages, QuestionnaireDocument } from './model.ts';

/** A problem of a file: the line (from 1), the path of the field, and the message that says what to mend. */
export interface FileProblem {
	readonly line: number;
	readonly path: string;
	readonly message: string;
	readonly params: Readonly<Record<string, string | number>>;
}

/** More would not help: the first ones explain the rest. */
const mostProblems = 100;

/**
 * Reads a questionnaire from YAML or JSON, the format of docs/questionnaire-format.md. Problems name the line. Missing
 * translations are no problem here: they can be added in a draft.
 */
export function parseQuestionnaire(text: string): { document: QuestionnaireDocument } | { problems: FileProblem[] } {
	const read = readYaml(text);
	if ('problems' in read) return { problems: read.problems.map(({ line, path, code, params }) => ({ line, path: pathText(path), message: `methodology_problem_${code}`, params })) };
	const { source } = read;
	const parsed = QuestionnaireDocument.safeParse(source.value);
	const sorted = (problems: FileProblem[]): FileProblem[] => problems.slice(0, mostProblems).sort((a, b) => a.line - b.line);
	if (!parsed.success) return { problems: sorted(parsed.error.issues.slice(0, 10 * mostProblems).flatMap((issue) => shapeProblem(issue, source.value, source.lineOf))) };
	const document = normalise(parsed.data);
	const errors = checkQuestionnaire(document).filter(({ severity }) => severity === 'error');
	if (errors.length > 0) return { problems: sorted(errors.map(({ at, path, code, params }) => ({ line: source.lineOf(at), path, message: `questionnaire_problem_${code}`, params }))) };
	return { document };
}

function shapeProblem(issue: z.core.$ZodIssue, root: unknown, lineOf: (path: Path) => number): FileProblem[] {
	const path = issue.path as (string | number)[];
	const key = String(path.at(-1) ?? '');
	const absent = valueAt(root, path) === undefined || valueAt(root, path) === null;
	const one = (code: string, params: Record<string, string | number> = {}, at: Path = path): FileProblem[] => [{ line: lineOf(at), path: pathText(at), message: `methodology_problem_${code}`, params }];
	const options = 'values' in issue ? issue.values.map(String).join(', ') : 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String).join(', ') : '';
	switch (issue.code) {
		case 'unrecognized_keys':
			// `{ en: One, two }` reads as a text "One" and a key "two".
			return issue.keys.slice(0, mostProblems).flatMap((name) => (/\s/.test(name) ? one('text_with_comma', { text: name }, [...path, name]) : one('unknown_key', { key: name }, [...path, name])));
		case 'invalid_type':
			if (absent) return one('missing', { key });
			return one(issue.expected === 'string' ? 'expects_text' : issue.expected === 'array' ? 'expects_list' : issue.expected === 'number' || issue.expected === 'int' ? 'expects_number' : 'expects_map', { key });
		case 'invalid_value':
		case 'invalid_union':
			return absent ? one('missing', { key }) : one('choice', { key, options });
		case 'too_small':
			return one(issue.origin === 'string' ? 'text_empty' : issue.origin === 'array' ? 'list_short' : 'number_range', { key, min: Number(issue.minimum) });
		case 'too_big':
			return one(issue.origin === 'string' ? 'text_too_long' : issue.origin === 'array' ? 'list_long' : 'number_range', { key, max: Number(issue.maximum) });
		case 'invalid_format':
			return key === 'version' ? one('bad_version') : [{ line: lineOf(path), path: pathText(path), message: 'questionnaire_problem_bad_id', params: { id: String(valueAt(root, path)).slice(0, 60) } }];
		case 'invalid_key':
			// In a text the key is a language, elsewhere a name of our own.
			return path[2] === 'scales' && path.length === 4 ? [{ line: lineOf(path), path: pathText(path), message: 'questionnaire_problem_bad_id', params: { id: key } }] : /\s/.test(key) ? one('text_with_comma', { text: key }) : one('unknown_key', { key });
		case 'custom':
			return one('no_text', { key });
		default:
			return one('not_fitting', { key });
	}
}

function valueAt(root: unknown, path: Path): unknown {
	let at: unknown = root;
	for (const step of path) {
		if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
		at = (at as Record<string | number, unknown>)[step];
	}
	return at;
}

/** Writes a document as YAML for people to read and edit: languages in one order, defaults left out. Reading it back gives the same document. */
export const questionnaireYaml = (document: QuestionnaireDocument): string => stringify(tidy(QuestionnaireDocument.parse(document)), { lineWidth: 0, aliasDuplicateObjects: false, indentSeq: true, version: '1.2' });

/** The same as JSON. */
export const questionnaireJson = (document: QuestionnaireDocument): string => `${JSON.stringify(tidy(QuestionnaireDocument.parse(document)), null, '\t')}\n`;

const order = new Map<string, number>(answerLanguages.map((language, i) => [language, i]));
/** What the format assumes where nothing is written. */
const assumed: readonly (readonly [key: string, isDefault: (value: unknown) => boolean])[] = [
	['value', (value) => value === null],
	['maps', (value) => Array.isArray(value) && value.length === 0],
	['reversed', (value) => value === false],
	['group', (value) => value === false]
];

function tidy(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(tidy);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([key, item]) => item !== undefined && !assumed.some(([name, isDefault]) => name === key && isDefault(item)));
	if (entries.length > 0 && entries.every(([key]) => order.has(key))) entries.sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
	return Object.fromEntries(entries.map(([key, item]) => [key, tidy(item)]));
}
