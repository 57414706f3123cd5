import { amountsOf, groupingOf, type Grouping, type Expectation, type Money, type Rate, type UnreadAmount } from './amounts.ts';
import { blocksOf, sentenceAt, sentenceRange, type Block } from './blocks.ts';
import { Columns, currencyOfLabel } from './columns.ts';
import { datesOf, type Day, type Period, type UnreadDate } from './dates.ts';
import { codesOf, strangersOf, type Code } from './masks.ts';
import type { CheckedText } from './model.ts';
import { organisationsOf, type NamedOrganisation } from './organisations.ts';
import { Taken, type Span } from './spans.ts';
import { tokenAt, tokensOf, type Token } from './tokens.ts';
import { languageOf, means, type Language } from './words.ts';

/** A block with every phrase that the grammars of single figures found in it. */
export interface Parsed {
	readonly block: Block;
	readonly tokens: readonly Token[];
	readonly language: Language;
	readonly codes: readonly Code[];
	readonly days: readonly Day[];
	readonly periods: readonly Period[];
	readonly money: readonly Money[];
	readonly rates: readonly Rate[];
	readonly organisations: readonly NamedOrganisation[];
	/** Titles of projects in quotation marks. */
	readonly titles: readonly Span[];
	readonly unreadDates: readonly UnreadDate[];
	readonly unreadAmounts: readonly UnreadAmount[];
	/** Stretches that are spoken for; a count stands nowhere in them. */
	readonly taken: Taken;
}

/** The tokens of a stretch. */
export const between = (parsed: Parsed, start: number, end: number): Token[] => parsed.tokens.slice(tokenAt(parsed.tokens, start), tokenAt(parsed.tokens, end));

// What is further away than this says nothing about a figure, even within one sentence.
const reach = 600;

/** Beginning and end of the sentence around a position, as far as it can matter. */
export function near(parsed: Parsed, position: number): [number, number] {
	const [from, to] = sentenceRange(parsed.block, sentenceAt(parsed.block, position));
	return [Math.max(from, position - reach), Math.min(to, position + reach)];
}

/** The tokens of the sentence before a position. */
export const sentenceBefore = (parsed: Parsed, position: number): Token[] => between(parsed, near(parsed, position)[0], position);

const bridging = /^(?:of|at|to|is|ap|lidz|iki|up|for|ka|kaip)$/;

function expectation(block: Block, tokens: readonly Token[], columns: Columns): Expectation {
	return (position) => {
		const [from] = sentenceRange(block, sentenceAt(block, position));
		const before = tokens.slice(tokenAt(tokens, Math.max(from, position - 90)), tokenAt(tokens, position));
		// A cell of a table has its label in the cell before.
		const cell = /(?:\t|\| ?)$/.test(block.text.slice(Math.max(0, position - 2), position));
		// "a total budget of about 250 000": small words between the noun and its figure.
		while (before.length > 1 && (bridging.test(before.at(-1)?.folded ?? '') || means(before.at(-1), 'about', 'most', 'least', 'planned')) && !means(before.at(-1), 'money', 'consist')) before.pop();
		const last = before.at(-1);
		// A figure directly before belongs to another thing; so does a word that is neither money nor a verb.
		const opens = last !== undefined && (cell || /^[:=|–—-]+$/.test(last.text) || means(last, 'money', 'consist', 'part', 'total'));
		const labels = before.slice(-8);
		const money = opens && labels.some((token) => means(token, 'money')) && !labels.slice(-3).some((token, index, last) => token.kind === 'digits' && last[index + 1]?.text !== '%' && !(/^[.,]$/.test(last[index + 1]?.text ?? '')));
		const written = currencyOfLabel(block.folded.slice(Math.max(from, position - 90), position));
		const column = cell ? columns.at(position) : null;
		if (column?.money && !money) return column;
		return { money, currency: money ? (written ?? column?.currency ?? (cell ? columns.currency : null)) : null };
	};
}

const projectWord = /(?:projekt[a-z]{0,4}|project|paraisk[a-z]{1,3}|iniciativ[a-z]{0,3})[:,]?(?: (?:nr\.?|no\.?|id)? ?[a-z\d./-]{3,30},?)? ?$/;
const behindTitle = /^[,.]? ?\(?(?:(?:projekt[a-z]{0,4}|project)\b|(?:nr|no)\.? |[a-z]{2,6}-?\d{2,})/;
const anOrganisation = /(?:biedrib[a-z]{1,3}|asociacij[a-z]{1,4}|fond[a-z]{1,4}|nodibinajum[a-z]{1,3}|association|foundation|vsi|sia|uab|ngo|centr[a-z]{1,3}|centre|skol[a-z]{1,2}|mokykl[a-z]{1,3}) ?$/;

/** Titles of projects in quotation marks: their words are names, whatever they mean elsewhere. */
function titlesOf(block: Block): Span[] {
	return [...block.folded.matchAll(/"([^"]{2,200})"/g)].flatMap((match) => {
		const [start, end] = [match.index, match.index + match[0].length];
		const before = block.folded.slice(Math.max(0, start - 60), start);
		return !anOrganisation.test(before) && (projectWord.test(before) || behindTitle.test(block.folded.slice(end, end + 30))) ? [{ start, end }] : [];
	});
}

function parseBlock(block: Block, language: Language, grouping: Grouping, columns: Columns): Parsed {
	columns.next(block);
	const tokens = tokensOf(block);
	const taken = new Taken();
	const codes = codesOf(block);
	for (const { start, end } of codes) taken.take(start, end);
	// Ages and law first: "no 7 līdz 12 gadiem" is no period, "25.13. punkts" no date.
	for (const { start, end } of strangersOf(block)) taken.take(start, end);
	const { days, periods, unread: unreadDates } = datesOf(block, taken);
	const { money, rates, unread: unreadAmounts } = amountsOf(block, taken, expectation(block, tokens, columns), grouping);
	const titles = titlesOf(block);
	for (const { start, end } of titles) taken.take(start, end);
	const inTitle = (span: Span): boolean => titles.some((title) => span.start >= title.start && span.end <= title.end);
	const words = tokens.filter((token) => token.kind === 'word').map((token) => token.folded);
	return { block, tokens, language: languageOf(block.text, words, language), codes, days, periods, money, rates, titles, organisations: organisationsOf(block, tokens).filter((named) => !inTitle(named)), unreadDates, unreadAmounts, taken };
}

/** A text with the phrases of each of its blocks. */
export interface ParsedText {
	readonly name: string;
	readonly blocks: readonly Parsed[];
	readonly language: Language;
	readonly unread: CheckedText['unread'];
}

/** Reads a text into blocks with their phrases. */
export function parse(text: CheckedText, known?: Language): ParsedText {
	const blocks = blocksOf(text);
	const sample = blocks.slice(0, 200).map((block) => block.text.slice(0, 2000)).join(' ').slice(0, 40_000);
	const words = blocks.slice(0, 200).flatMap((block) => block.folded.slice(0, 2000).split(/[^a-z]+/));
	const language = known ?? languageOf(sample, words, 'lv');
	const columns = new Columns();
	const grouping = groupingOf(sample, language === 'en');
	return { name: text.name, blocks: blocks.map((block) => parseBlock(block, language, grouping, columns)), language, unread: text.unread };
}
