import { near, type Parsed, type ParsedText } from './parse.ts';
import type { Token } from './tokens.ts';
import { means } from './words.ts';

/**
 * When in a project's life a text speaks: of the idea, of what was agreed, of a change to it, of what was reached; or it
 * does not say (a list, a footer).
 */
export type Stage = 'concept' | 'plan' | 'modification' | 'report' | 'neutral';

const heading = 400;

/** The stage of a whole text by its words; those of its first lines and headings weigh most. */
export function stageOf(text: ParsedText): Stage {
	const score = { concept: 0, plan: 0, report: 0 };
	let seen = 0;
	for (const { block, tokens } of text.blocks) {
		const weight = seen < heading ? 3 : /:\s*$/u.test(block.text) ? 2 : 1;
		seen += block.text.length;
		for (const [index, token] of tokens.entries()) {
			if (token.kind !== 'word') continue;
			// An idea counts when it is the project's: "projekta idejas koncepcija", "concept note".
			const close = tokens.slice(Math.max(0, index - 3), index + 4);
			if (means(token, 'concept') && close.some((other) => other !== token && (means(other, 'project', 'lead', 'concept') || /^(?:note|piez|paper|pieteik)/.test(other.folded)))) score.concept += 2 * weight;
			if (means(token, 'indicative') && close.some((other) => means(other, 'money', 'total'))) score.concept += 4;
			if (means(token, 'planned')) score.plan += weight;
			if (means(token, 'closing') && close.some((other) => means(other, 'project', 'ends') && other !== token)) score.report += 2 * weight;
			if (means(token, 'reported')) score.report += 0.5 * weight;
		}
	}
	if (score.concept >= 6) return 'concept';
	if (score.report > score.plan && score.report >= 2) return 'report';
	if (score.plan >= 2) return 'plan';
	return score.report >= 2 ? 'report' : score.plan >= 1 ? 'plan' : 'neutral';
}

const known = new WeakMap<Parsed, readonly Token[]>();

/** The words of a block that may say when it speaks of; gathered once, since every figure of it asks. */
function tellingOf(parsed: Parsed): readonly Token[] {
	let found = known.get(parsed);
	if (found === undefined) {
		found = parsed.tokens.filter((token) => token.kind === 'word' && (means(token, 'earlier', 'changed', 'planned', 'reported') || improves.test(token.folded)));
		known.set(parsed, found);
	}
	return found;
}

const improves = /^(?:pilnveid|uzlab)/;

/** The stage of one sentence: its own words before those of the text it stands in. */
export function stageAt(parsed: Parsed, position: number, whole: Stage): Stage {
	if (whole === 'concept') return whole;
	const telling = tellingOf(parsed);
	if (telling.length === 0) return whole;
	const [from, to] = near(parsed, position);
	const words = telling.filter((token) => token.start >= from && token.start < to);
	if (words.some((token) => means(token, 'earlier'))) return 'concept';
	if (words.some((token) => means(token, 'changed')) && !words.some((token) => improves.test(token.folded))) return 'modification';
	const before = words.filter((token) => token.start < position);
	if (whole !== 'plan' && before.findLastIndex((token) => means(token, 'planned')) > before.findLastIndex((token) => means(token, 'reported'))) return 'plan';
	if (whole === 'neutral' && words.some((token) => means(token, 'reported'))) return 'report';
	return whole;
}
