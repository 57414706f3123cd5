import { z } from 'zod';
import { languages, MethodologyDocument, perspectives } from './model.ts';
import { finding, mostProblems, type Finding, type Path, type ProblemCode, type ProblemParams } from './problems.ts';
import { unfitCharacter } from './read.ts';

/** Checks the shape of a value against the format; findings name the field and what it should be. */
export function checkShape(value: unknown): { document: MethodologyDocument } | { findings: Finding[] } {
	const unfit = unfitTexts(value, []);
	const parsed = MethodologyDocument.safeParse(value);
	if (parsed.success && unfit.length === 0) return { document: parsed.data };
	// What is shown is bounded, so the work for it is too.
	const issues = parsed.success ? [] : parsed.error.issues.slice(0, 10 * mostProblems);
	const misspelt = new Set(issues.filter((issue) => issue.code === 'unrecognized_keys').map((issue) => issue.path.join('/')));
	return { findings: [...unfit, ...issues.filter((issue) => issue.code !== 'custom' || !misspelt.has(issue.path.join('/'))).flatMap((issue) => toFindings(issue, value))] };
}

/** Escapes in quotes can bring in characters that the file itself does not hold. */
function unfitTexts(value: unknown, path: Path): Finding[] {
	if (typeof value === 'string') return unfitCharacter(value) >= 0 ? [finding(path, 'bad_character')] : [];
	if (Array.isArray(value)) return value.flatMap((item, i) => unfitTexts(item, [...path, i]));
	if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, item]) => unfitTexts(item, [...path, key]));
	return [];
}

/** Fields that hold a text in several languages. */
const textFields = new Set(['title', 'text', 'description', 'adaptation', 'introduction', 'explanation', 'name', 'term', ...perspectives]);

function toFindings(issue: z.core.$ZodIssue, root: unknown): Finding[] {
	const path = issue.path as (string | number)[];
	const key = String(path.at(-1) ?? '');
	const one = (code: ProblemCode, params: ProblemParams = {}): Finding[] => [finding(path, code, params)];
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.slice(0, mostProblems).map((name) => unknownKey([...path, name], name, key, valueAt(root, path)));
		case 'invalid_type': {
			const given = valueAt(root, path);
			if (given === undefined || given === null) return one('missing', { key });
			return one(issue.expected === 'string' ? 'expects_text' : issue.expected === 'array' ? 'expects_list' : issue.expected === 'number' || issue.expected === 'int' ? 'expects_number' : 'expects_map', { key });
		}
		case 'invalid_value':
			return valueAt(root, path) === undefined ? one('missing', { key }) : path[0] === 'languages' ? one('unknown_language', { language: String(valueAt(root, path)) }) : one('choice', { key, options: issue.values.map(String).join(', ') });
		case 'invalid_union': {
			const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String).join(', ') : '';
			return one(valueAt(root, path) === undefined ? 'missing' : 'choice', { key, options });
		}
		case 'too_small':
			return one(issue.origin === 'string' ? 'text_empty' : issue.origin === 'array' ? 'list_short' : key === 'weight' ? 'weight' : 'number_range', { key, min: Number(issue.minimum) });
		case 'too_big':
			return one(issue.origin === 'string' ? 'text_too_long' : issue.origin === 'array' ? 'list_long' : key === 'weight' ? 'weight' : 'number_range', { key, max: Number(issue.maximum) });
		case 'not_multiple_of':
			return one('weight', { key });
		case 'invalid_key':
			return one('bad_id', { id: key });
		case 'invalid_format':
			return one(key === 'version' ? 'bad_version' : path.length === 1 && key === 'id' ? 'bad_slug' : path[0] === 'mapping' && key === 'from' ? 'bad_hash' : 'bad_id', { id: String(valueAt(root, path)), key });
		case 'custom':
			return one('no_text', { key });
		default:
			return one('not_fitting', { key });
	}
}

function unknownKey(path: Path, name: string, owner: string, parent: unknown): Finding {
	if (owner === 'wording') return finding(path, 'unknown_perspective', { perspective: name, options: perspectives.join(', ') });
	const localized = textFields.has(owner) || (typeof parent === 'object' && parent !== null && languages.some((language) => Object.hasOwn(parent, language)));
	// `{ en: One, two }` reads as a text "One" and a key "two".
	if (localized && /\s|^.{9,}$/.test(name)) return finding(path, 'text_with_comma', { text: name });
	return localized ? finding(path, 'unknown_language', { language: name }) : finding(path, 'unknown_key', { key: name });
}

function valueAt(root: unknown, path: Path): unknown {
	let at: unknown = root;
	for (const step of path) {
		if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
		at = (at as Record<string | number, unknown>)[step];
	}
	return at;
}
