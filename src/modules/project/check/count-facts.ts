import { conceptOf, facetsOf, isCountable, isIdle } from './concepts.ts';
import type { CountFact } from './facts.ts';
import { stem } from './fold.ts';
import { groundAt, type Reading } from './ground.ts';
import { wholeAt } from './numbers.ts';
import { between, near, type Parsed } from './parse.ts';
import { headOf, isDative, isPassive, phraseAfter, phraseBefore, unknownHead } from './phrases.ts';
import { placesOf } from './places.ts';
import { cellAt, rowsOf, type Row } from './tables.ts';
import { tokenAt, type Token } from './tokens.ts';
import { means } from './words.ts';

/** A number with the phrase that says what is counted. */
interface Counted {
	readonly value: number;
	/** Index of the number's first token, and of the token after the phrase. */
	readonly index: number;
	readonly after: number;
	readonly phrase: readonly Token[];
	readonly spelled: boolean;
	readonly sure: number;
	/** The phrase stands before the number. */
	readonly backward: boolean;
	/** The column of a table says whether it was planned or reached. */
	readonly stage?: 'plan' | 'report';
}

const unitAfter = /^(?:gab|vnt|pcs|reizes|kart[us]|times|x)$/;
const plannedColumn = /^(?:plan|paredz|numat|siekiam|merk|target|tiksl)/;
const reachedColumn = /^(?:fakt|actual|achiev|result|rezultat|sasniegt|pasiekt|ivykd|izpild|reached|istenot|igyvend)/;
// "apmokytų darbuotojų", "pritaikytos patalpos": done to the counted thing, no kind of it.
const participle = /(?:yt|int|uot)(?:i|u|os|us|oms|iems)$/;
const counter = /^(?:skait|skaic|number|kiek|no$)/;

/** All numbers of a block that count something. */
function countsOf(parsed: Parsed): Counted[] {
	const { tokens, language, taken } = parsed;
	const found: Counted[] = [];
	for (let index = 0; index < tokens.length; index++) {
		const token = tokens[index];
		if (!token || taken.has(token.start)) continue;
		const whole = wholeAt(tokens, index, language);
		if (!whole) continue;
		const previous = tokens[index - 1];
		const next = tokens[whole.next];
		const skip = whole.next - 1;
		// Part of a longer figure, a range, a name ("A4") or an ordinal ("2. stāvs") counts nothing.
		if (!whole.spelled && previous && !token.gap && !/^[("“„:•·|=>]+$/.test(previous.text)) {
			index = skip;
			continue;
		}
		if (!whole.spelled && previous?.text === '-' && tokens[index - 2]?.kind === 'digits') continue;
		if (!whole.spelled && next && !next.gap && whole.next > index && /^[.\-–/:,°]$/.test(next.text) && tokens[whole.next + 1]?.kind === 'digits') {
			index = skip;
			continue;
		}
		const ordinal = !whole.spelled && next?.text === '.' && !next.gap && tokens[whole.next + 1]?.kind === 'word' && !/^\p{Lu}/u.test(tokens[whole.next + 1]?.text ?? '');
		if (ordinal || (!whole.spelled && next && !next.gap && next.kind === 'word') || (!whole.spelled && next && !next.gap && /^[-–]$/.test(next.text))) {
			index = skip;
			continue;
		}
		const bracketed = previous?.text === '(' && next?.text === ')';
		const counted = bracketed ? inBrackets(parsed, index, whole.value) : plain(parsed, index, whole.next, whole.value, whole.spelled);
		if (counted) found.push(counted);
		index = skip;
	}
	return found;
}

/** "Pieredzes apmaiņas pasākumi (5)", "testēti (7) sociālie pakalpojumi"; "(1) Investīcijas … (2) …" numbers a list. */
function inBrackets(parsed: Parsed, index: number, value: number): Counted | null {
	const opener = parsed.tokens[index - 2];
	if (!opener || !/[\p{L}"”]$/u.test(opener.text)) return null;
	const forward = phraseAfter(parsed, index + 2);
	if (forward.length > 0 && headOf(forward, parsed.language) >= 0) return { value, index, after: index + 2 + forward.length, phrase: forward, spelled: false, sure: 0.95, backward: false };
	const back = phraseBefore(parsed, index - 1);
	// A spelled number before the bracket is said twice: "five (5) visits".
	return back.length > 0 ? { value, index, after: index + 2, phrase: back, spelled: false, sure: 0.95, backward: true } : null;
}

function plain(parsed: Parsed, index: number, next: number, value: number, spelled: boolean): Counted | null {
	const { tokens, language } = parsed;
	// "five (5) visits"
	const repeated = tokens[next]?.text === '(' && tokens[next + 1]?.kind === 'digits' && tokens[next + 2]?.text === ')' ? 3 : 0;
	const following = tokens[next + repeated];
	if (spelled && value === 1 && /^(?:no|of|is|the)$/.test(following?.folded ?? '')) return null;
	if (!spelled && value >= 1990 && value <= 2040) {
		const noun = following?.kind === 'word' ? conceptOf(following.folded, [following.folded]) : null;
		if (noun?.concept !== 'person' && noun?.concept !== 'participant') return null;
	}
	const phrase = phraseAfter(parsed, next + repeated);
	if (phrase.length > 0 && !unitAfter.test(phrase[0]?.folded ?? '')) {
		if (spelled && value === 1 && headOf(phrase, language) < 0) return null;
		return { value, index, after: next + repeated + phrase.length, phrase, spelled, sure: 1, backward: false };
	}
	// "Exchange visits: 8", "Nometņu skaits – 2": a label before, nothing behind.
	const closes = following === undefined || (following.kind === 'mark' && !/^[-–/%]$/.test(following.text)) || unitAfter.test(following.folded);
	const sign = tokens[index - 1];
	if (spelled || !closes || !sign) return null;
	const from = /^(?:[:=|]|[-–—]+)$/.test(sign.text) ? index - 1 : counter.test(sign.folded) ? index : -1;
	if (from < 0) return null;
	const back = phraseBefore(parsed, from).filter((token) => !counter.test(token.folded) && !/^(?:of|the)$/.test(token.folded));
	// A whole line that is a label names what it counts, known or not.
	const known = headOf(back, language) >= 0 || (back[0] === tokens.find((token) => token.kind === 'word') && unknownHead(back, language).length > 0 && following === undefined);
	return back.length > 0 && known && back.length <= 7 ? { value, index, after: next, phrase: back, spelled, sure: 0.9, backward: true } : null;
}

/** "Exchange visits | 7 | 5": numbers in cells of their own, counted things in the first; other rows are read as sentences. */
function rowCounts(parsed: Parsed, row: Row): Counted[] {
	const [first, ...others] = row.cells;
	const lone = others.flatMap((cell) => {
		const index = tokenAt(parsed.tokens, cell.start);
		const whole = wholeAt(parsed.tokens, index, parsed.language);
		return whole && !whole.spelled && !parsed.taken.has(cell.start) && (parsed.tokens[whole.next]?.start ?? Infinity) >= cell.end ? [{ cell, index, whole }] : [];
	});
	const phrase = first ? between(parsed, first.start, first.end).filter((token) => token.kind === 'word' && !counter.test(token.folded)) : [];
	const unknown = headOf(phrase, parsed.language) < 0;
	if (lone.length === 0 || phrase.length === 0 || (unknown && (phrase.length > 6 || unknownHead(phrase, parsed.language).length === 0))) return countsOf(parsed);
	return lone.flatMap(({ cell, index, whole }): Counted[] => {
		const column = row.header?.cells[cellAt(row, cell.start)];
		const head = row.header && column ? between(row.header.parsed, column.start, column.end) : [];
		const says = (shape: RegExp): boolean => head.some((token) => shape.test(token.folded));
		const [planned, reached] = [says(plannedColumn), says(reachedColumn)];
		// Columns that say neither (years, partners, prices) are not the project's numbers.
		if (lone.length > 1 && !planned && !reached) return [];
		return [{ value: whole.value, index, after: whole.next, phrase, spelled: false, sure: 0.9, backward: true, ...(planned !== reached ? { stage: planned ? ('plan' as const) : ('report' as const) } : {}) }];
	});
}

const longestClause = 40;

/** Where the clause of a number begins and ends: commas and semicolons divide, brackets too. */
function clauseAround(parsed: Parsed, index: number, after: number): [number, number] {
	const { tokens } = parsed;
	const [start, end] = near(parsed, tokens[index]?.start ?? 0);
	let from = index;
	while (from > Math.max(0, index - longestClause) && (tokens[from - 1]?.start ?? 0) >= start && !/^[,;:]$/.test(tokens[from - 1]?.text ?? '')) from--;
	let to = after;
	while (to < Math.min(tokens.length, after + longestClause) && (tokens[to]?.start ?? 0) < end && !/^[,;]$/.test(tokens[to]?.text ?? '')) to++;
	return [from, to];
}

/** The place, time or organisation that a number is about; "" when it is about the whole project. */
function boundOf(parsed: Parsed, index: number, after: number): string {
	const { tokens } = parsed;
	const [from, to] = clauseAround(parsed, index, after);
	const words = tokens.slice(from, to);
	const start = tokens[index]?.start ?? 0;
	if (words.some((token) => /^(?:katr[auso]|katram|ikvien|each$|every$|kiekvien)/.test(token.folded) || (parsed.language === 'en' && token.folded === 'per'))) return 'each';
	const close = tokens.slice(Math.max(from, index - 4), index);
	if (close.some((token) => token.kind === 'word' && (means(token, 'ordinal') || /^(?:vel|dar|papildu|papildom|additional|another|further|pedej|paskutin|last|next|nakam|citas?|citi|kitos|kiti|other)$/.test(token.folded)))) return 'some';
	// "kopumā izveidoti", "in total": all of them, whoever is named before.
	if (close.some((token) => /^(?:kopuma|kopa|viso|total|altogether|overall)$/.test(token.folded))) return '';
	const [left, right] = [placesOf(parsed, from, index), placesOf(parsed, after, to)];
	const dashed = tokens[after];
	const named = /^[-–—]+$/.test(dashed?.text ?? '') && /^\p{Lu}/u.test(tokens[after + 1]?.text ?? '') && right.length === 0 ? stem(tokens[after + 1]?.folded ?? '') : null;
	const [a, b] = [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0];
	const owners = parsed.organisations.filter((o) => o.start >= a && o.end <= start && o.organisation.type !== 'region');
	// Several places or partners together: the number is about all of them.
	const places = [...new Set([...left, ...right].map((place) => place.stem))];
	const all = [...new Set([...places, ...owners.flatMap((o) => o.organisation.own)])];
	if (all.length === 1) return places.length === 1 ? `place:${all[0]}` : `partner:${all[0]}`;
	if (named !== null && all.length === 0) return `place:${named}`;
	const times = parsed.days.filter((day) => day.start >= a && day.end <= b);
	return times.length === 1 ? `time:${times[0]?.from}` : '';
}

function compareOf(parsed: Parsed, index: number): CountFact['compare'] {
	const before = parsed.tokens.slice(Math.max(0, index - 3), index).filter((token) => token.kind === 'word');
	if (before.some((token) => means(token, 'least')) || /more than|vairak ka|virs|daugiau (?:kaip|nei)|over/.test(before.map((token) => token.folded).join(' '))) return 'at-least';
	if (before.some((token) => means(token, 'about'))) return 'about';
	return before.some((token) => means(token, 'most')) || /up to$|^lidz$|^iki$/.test(before.slice(-2).map((token) => token.folded).join(' ')) ? 'at-most' : 'exact';
}

const openList = /\b(?:u\.? ?c|utt|etc|ir kt|ir kiti|un citi|un citas|u\.? ?tml|and others|among others|piemeram|pavyzdziui|such as|for example|including|tostarp)\b/;

/** "septiņām pašvaldībām … – A, B un C": the organisations behind a dash or colon, when the list is closed. */
function listedAfter(parsed: Parsed, counted: Counted, concept: string): CountFact['listed'] {
	if (!['partner', 'municipality', 'institution'].includes(concept)) return null;
	const { tokens, block } = parsed;
	const start = tokens[counted.index]?.start ?? 0;
	const [, to] = near(parsed, start);
	const opener = counted.after + tokens.slice(counted.after, counted.after + 6).findIndex((token) => (token.text === ':' || (/^[-–—]$/.test(token.text) && token.gap)));
	const from = tokens[opener]?.start;
	if (opener < counted.after || from === undefined || from >= to || openList.test(block.folded.slice(from, to))) return null;
	const listed = parsed.organisations.filter((o) => o.start >= from && o.end <= to);
	return listed.length < 2 ? null : { all: listed.length, fitting: concept === 'municipality' ? listed.filter((o) => o.organisation.type === 'municipality').length : listed.length };
}

function contextOf(parsed: Parsed, position: number): string[] {
	const [from, to] = near(parsed, position);
	return [...new Set(between(parsed, from, to).filter((token) => token.kind === 'word' && token.folded.length > 3).map((token) => stem(token.folded)))];
}

/** The counted things of a text. */
export function countFacts(reading: Reading): CountFact[] {
	const facts: CountFact[] = [];
	const rows = rowsOf(reading.text.blocks);
	for (const parsed of reading.text.blocks) {
		const { language, block } = parsed;
		const row = rows.get(parsed);
		for (const counted of row ? rowCounts(parsed, row) : countsOf(parsed)) {
			const words = counted.phrase.map((token) => token.folded);
			const found = headOf(counted.phrase, language);
			// "… taka personām ar invaliditāti (1)": behind its noun a dative says for whom.
			// "18 mājokļi personām": so does one behind an unknown noun in another case.
			const served = found > 0 && language !== 'en' && isDative(words[found] ?? '') && (counted.backward || /(?:[^u]i|us|os)$/.test(words[found - 1] ?? ''));
			const head = served ? -1 : found;
			const noun = words[head];
			const unknown = noun === undefined ? unknownHead(counted.phrase, language) : [];
			if (noun === undefined && (unknown.length === 0 || (unknown.at(-1)?.folded.length ?? 0) < 4)) continue;
			// Up to its noun the phrase narrows the thing; behind it only what the concept itself asks for counts.
			const leading = head < 0 ? words : words.slice(0, head + 1);
			const known = noun === undefined ? null : conceptOf(noun, [...(language === 'en' ? words : leading), ...words.filter((word) => /^(?:infrastr|konsult|consult|aprik|equip)/.test(word))]);
			const concept = known?.concept ?? `${language}:${unknown.filter((token) => !isIdle(token.folded)).map((token) => stem(token.folded)).join(' ')}`;
			if (concept.endsWith(':')) continue;
			const narrowing = known ? leading.filter((word) => word !== noun && word.length > 1 && !isIdle(word) && !isPassive(word) && !participle.test(word) && !(known.with?.test(word) ?? false)) : [];
			const facets = facetsOf(known ? leading.filter((word) => word !== noun && !known.noun.test(word) && !(known.with?.test(word) ?? false)) : []);
			const also = served || head < 0 ? [] : facetsOf([...words.slice(head + 1), ...(parsed.tokens[counted.after]?.folded === 'for' ? parsed.tokens.slice(counted.after + 1, counted.after + 4).map((token) => token.folded) : [])]);
			const strange = narrowing.filter((word) => facetsOf([word]).length === 0 && word.length > 3).map((word) => `${language}:${stem(word)}`);
			const position = parsed.tokens[counted.index]?.start ?? 0;
			const [from, to] = clauseAround(parsed, counted.index, counted.after);
			const clause = parsed.tokens.slice(Math.max(from, counted.index - 15), Math.min(to, counted.after + 15)).filter((token) => token.kind === 'word').map((token) => token.folded);
			const theme = clause.filter(isCountable).map((word) => conceptOf(word, clause)?.concept).find((other) => other !== undefined && other !== concept && (other === 'quality system' || other === 'training')) ?? '';
			const last = counted.phrase[head >= 0 ? head : unknown.length - 1] ?? counted.phrase.at(-1);
			const first = counted.phrase[0];
			facts.push({
				...groundAt(reading, parsed, position, counted.sure * (known ? 1 : 0.8)),
				...(counted.stage ? { stage: counted.stage } : {}),
				concept,
				narrowed: [...facets, ...strange].sort(),
				bound: boundOf(parsed, counted.index, counted.after),
				value: counted.value,
				compare: compareOf(parsed, counted.index),
				words: first && last ? block.text.slice(first.start, last.end).replace(/\s+/gu, ' ') : '',
				also,
				theme,
				language,
				origin: null,
				context: () => contextOf(parsed, position),
				listed: listedAfter(parsed, counted, concept)
			});
		}
	}
	return facts;
}
