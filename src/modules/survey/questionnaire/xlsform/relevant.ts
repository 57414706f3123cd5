/** A condition of one row: the name of the question and the names of its answers, any of which shows the row. */
export interface Relevant {
	readonly question: string;
	readonly anyOf: readonly string[];
}

const name = String.raw`\$\{\s*([^\s{}]{1,100})\s*\}`;
const value = String.raw`(?:'([^']{0,100})'|"([^"]{0,100})"|(-?\d{1,9}))`;
const equals = new RegExp(String.raw`^${name}\s*={1,2}\s*${value}$`);
const selected = new RegExp(String.raw`^selected\(\s*${name}\s*,\s*${value}\s*\)$`);

/**
 * Reads `${q} = 'a'`, `selected(${q}, 'a')` and several of them about one question joined by "or". Null for anything else.
 * Example: `readRelevant("${q}='a' or ${q}='b'")` is `{ question: 'q', anyOf: ['a', 'b'] }`.
 */
export function readRelevant(text: string): Relevant | null {
	const parts = text.slice(0, 2000).split(/\s+or\s+/i).map((part) => part.trim().replace(/^\((.*)\)$/, '$1').trim());
	const read = parts.map((part) => equals.exec(part) ?? selected.exec(part));
	const questions = new Set(read.map((match) => match?.[1]));
	const [question] = questions;
	if (questions.size !== 1 || question === undefined) return null;
	return { question, anyOf: [...new Set(read.map((match) => match?.[2] ?? match?.[3] ?? match?.[4] ?? ''))] };
}
