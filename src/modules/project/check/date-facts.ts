import { sentenceAt } from './blocks.ts';
import type { Day, Period } from './dates.ts';
import type { DateFact } from './facts.ts';
import { groundAt, type Reading } from './ground.ts';
import { wholeAt } from './numbers.ts';
import { between, near, sentenceBefore, type Parsed } from './parse.ts';
import { Taken, type Span } from './spans.ts';
import { cellAt, rowsOf } from './tables.ts';
import type { Token } from './tokens.ts';
import { means } from './words.ts';

/** A stretch of time without dates: "24 mēneši", "two years". */
export interface Duration extends Span {
	readonly months: number;
}

/** The durations of a block in months; days, hours and weeks are taken too, so that nobody counts them. */
export function durationsOf(parsed: Parsed): Duration[] {
	const { tokens, language, taken } = parsed;
	const found: Duration[] = labelledMonths(parsed);
	for (const { start, end } of found) taken.take(start, end);
	for (let i = 0; i < tokens.length; i++) {
		const token = tokens[i];
		if (!token || taken.has(token.start)) continue;
		const whole = wholeAt(tokens, i, language);
		if (!whole) continue;
		let next = whole.next;
		// "3-day", "24-month", "7 darba dienas", "3 dienu".
		if (/^[-–]$/.test(tokens[next]?.text ?? '')) next++;
		if (/^(?:darba|darbo|pilni|full|working|kalendar[a-z]{2,4}|calendar)$/.test(tokens[next]?.folded ?? '')) next++;
		const unit = tokens[next];
		if (unit?.kind !== 'word' || !means(unit, 'month', 'year', 'day', 'hour', 'week')) continue;
		// "dienas centri": a day centre is no time.
		if (means(unit, 'day') && !means(unit, 'month') && /^(?:centr|aprup|aktiv|uzimt|center|care)/.test(tokens[next + 1]?.folded ?? '')) continue;
		const end = unit.end;
		if (!taken.take(token.start, end)) continue;
		if (means(unit, 'month') && whole.value <= 240) found.push({ start: token.start, end, months: whole.value });
		else if (means(unit, 'year') && whole.value <= 20) found.push({ start: token.start, end, months: whole.value * 12 });
		i = next;
	}
	return found;
}

const things = /^(?:nometn|stovykl|camp|pasakum|rengin|event|apmacib|mokym|training|kurs|course|brauciens|braucien|vizit|visit|seminar|sanaksm|meeting|aktivit|veikl|activit|posm|etap|phase|stage|period[ao]s?$|darbnic|konferen|pakalpoj|paslaug|service|iepirkum|pirkim|ligum|sutart|contract|buvdarb|remont|works|konkurs|rinda|atskait|ataskait|report)/;

/** "Trukmė, mėn. | 42", "Months: 24": the unit stands in the label, the number alone behind it. */
function labelledMonths(parsed: Parsed): Duration[] {
	const { tokens, language, taken, block } = parsed;
	if (block.text.length > 120) return [];
	return tokens.flatMap((token, index): Duration[] => {
		if (token.kind !== 'digits' || taken.has(token.start) || !/(?:[\t|:=]|[-–—]) ?$/u.test(block.text.slice(0, token.start))) return [];
		const whole = wholeAt(tokens, index, language);
		if (!whole || whole.value > 240 || tokens[whole.next] !== undefined && tokens[whole.next]?.text !== '|') return [];
		const label = tokens.slice(0, index).filter((word) => word.kind === 'word');
		if (label.length === 0 || label.length > 6 || !label.some((word) => means(word, 'month')) || !label.every((word) => means(word, 'month', 'term', 'project', 'total', 'plain', 'carried') || word.text.length < 3 || /^(?:skait|skaic|number|menesiais)/.test(word.folded))) return [];
		return [{ start: token.start, end: tokens[whole.next - 1]?.end ?? token.end, months: whole.value }];
	});
}

/** Whether only words of beginning, end and date stand before a day: "Pradžia | 2022-01-01", "End date: 31.12.2023". */
const isBoundLabel = (words: readonly Token[]): boolean => words.length > 0 && words.length <= 4 && words.every((token) => means(token, 'begins', 'ends', 'term', 'project', 'carried', 'plain') || token.text.length < 3 || /^dat[aeiou]/.test(token.folded));

/** What a date or period is about: the last telling noun before it in its sentence, or the label above it. */
function aboutProject(parsed: Parsed, start: number, label: Parsed | undefined): { project: boolean; term: boolean; begins: boolean; ends: boolean; sure: number } {
	let before = sentenceBefore(parsed, start);
	if (!before.some((token) => token.kind === 'word' && token.text.length > 2) && sentenceAt(parsed.block, start) === 0 && label && label.block.text.length <= 100 && label.periods.length === 0) before = [...label.tokens];
	const words = before.filter((token) => token.kind === 'word');
	const last = (test: (token: Token) => boolean): number => words.findLastIndex(test);
	const project = last((token) => means(token, 'project'));
	const thing = last((token) => things.test(token.folded) && !means(token, 'term'));
	const term = last((token) => means(token, 'term'));
	const carried = last((token) => means(token, 'carried'));
	const closest = Math.max(term, carried);
	const close = words.slice(-5);
	// "Title of three services. Ilgums: …": a label of its own is about the item that it stands in.
	const own = term >= 0 && term >= words.length - 2 && /^\p{Lu}/u.test(words[term]?.text ?? '') && before.at(-1)?.text === ':';
	return {
		// "Projekta laikā organizētas nometnes …": the camp, not the project.
		project: own || thing < 0 || project > thing || (term > thing && project >= 0 && words.length < 6),
		term: closest >= 0,
		// "starts on 1 May and ends on 30 April": the nearer word decides.
		begins: close.findLastIndex((token) => means(token, 'begins')) > close.findLastIndex((token) => means(token, 'ends')),
		ends: close.findLastIndex((token) => means(token, 'ends')) > close.findLastIndex((token) => means(token, 'begins')),
		sure: project >= 0 && term >= 0 ? 1 : term >= 0 ? 0.95 : 0.85
	};
}

/** "programma 2014-2020", "2014.-2020. gada plānošanas periods": years of a programme or plan. */
function ofProgramme(parsed: Parsed, span: Span): boolean {
	const words = sentenceBefore(parsed, span.start).filter((token) => token.kind === 'word');
	const before = words.slice(Math.max(words.length - 4, words.findLastIndex((token) => means(token, 'term', 'carried')) + 1));
	const after = between(parsed, span.end, span.end + 60).filter((token) => token.kind === 'word').slice(0, 3);
	return [...before, ...after].some((token) => means(token, 'programme', 'paper') && !means(token, 'term'));
}

/** The words of a stretch that stand in no quotation marks: titles say nothing about the sentence. */
function outsideQuotes(tokens: readonly Token[]): Token[] {
	let quoted = false;
	return tokens.filter((token) => {
		if (/^["“”„«»]+$/.test(token.text)) quoted = !quoted;
		return token.kind === 'word' && !quoted;
	});
}

const untaken = new Taken();
const asDay = (period: Period, end: 'first' | 'last'): Day => period[end];

/** Periods, first and last days and durations of the projects. */
export function dateFacts(reading: Reading, durations: ReadonlyMap<Parsed, readonly Duration[]>): DateFact[] {
	const facts: DateFact[] = [];
	const { blocks, name } = reading.text;
	const rows = rowsOf(blocks);
	for (const [index, parsed] of blocks.entries()) {
		const label = blocks[index - 1];
		const row = rows.get(parsed);
		const groups: { start: number; end: number; group: string }[] = [];
		for (const period of parsed.periods) {
			const column = row?.header?.cells[cellAt(row, period.start)];
			const head = row?.header && column ? between(row.header.parsed, column.start, column.end) : [];
			const termed = head.some((token) => means(token, 'term', 'carried')) && parsed.periods.length === 1;
			const about = termed ? { project: true, term: true, sure: 0.95 } : aboutProject(parsed, period.start, label);
			const years = period.first.precision === 'year' && period.last.precision === 'year';
			if (ofProgramme(parsed, period) && (years || !about.term)) continue;
			// "Projektu no … līdz … īstenos": the verb may stand behind.
			const verb = !about.term && between(parsed, period.end, period.end + 60).filter((token) => token.kind === 'word').slice(0, 3).some((token) => means(token, 'carried')) && sentenceBefore(parsed, period.start).some((token) => means(token, 'project'));
			// A bare period counts only in an item that is one project ("Title (CODE) 2020.–2022.").
			const listed = parsed.codes.length > 0 && parsed.block.bullet;
			if (!about.project || (!about.term && !listed && !verb)) continue;
			const group = `${name}#${index}.${period.start}`;
			groups.push({ start: period.start, end: period.end, group });
			facts.push({ ...groundAt(reading, parsed, period.start, about.sure), role: 'period', first: asDay(period, 'first'), last: asDay(period, 'last'), months: null, group });
		}
		for (const duration of durations.get(parsed) ?? []) {
			const about = aboutProject(parsed, duration.start, label);
			const beside = groups.find((g) => Math.abs(g.end - duration.start) <= 16 || Math.abs(duration.end - g.start) <= 16);
			const after = between(parsed, duration.end, duration.end + 30).filter((token) => token.kind === 'word');
			const own = means(after[0], 'project') || (about.term && about.project && sentenceBefore(parsed, duration.start).filter((token) => token.kind === 'word').slice(-4).some((token) => means(token, 'term', 'carried')));
			const labelled = labelledMonths({ ...parsed, taken: untaken }).some((other) => other.start === duration.start);
			if (!beside && !own && !labelled) continue;
			facts.push({ ...groundAt(reading, parsed, duration.start, beside ? 1 : about.sure), role: 'months', first: null, last: null, months: duration.months, group: beside?.group ?? `${name}#${index}.${duration.start}` });
		}
		// Without a word of beginning or end no single day is the project's first or last one.
		const bounded = parsed.days.length > 0 && [...(label?.tokens ?? []), ...parsed.tokens].some((token) => token.kind === 'word' && means(token, 'begins', 'ends'));
		for (const day of bounded ? parsed.days : []) {
			if (day.precision === 'year') continue;
			const about = aboutProject(parsed, day.start, label);
			const [, to] = near(parsed, day.start);
			const after = outsideQuotes(between(parsed, day.end, to));
			// "2020. gada 29. februārī noslēdzies … projekts": verb and project may follow the day.
			const verb = about.begins || about.ends ? undefined : (after.slice(0, 3).find((token) => means(token, 'begins', 'ends')) ?? (after.slice(0, 4).some((token) => means(token, 'project')) ? after.slice(0, 10).find((token) => means(token, 'begins', 'ends')) : undefined));
			const ends = about.ends || (verb !== undefined && means(verb, 'ends'));
			const begins = about.begins || (verb !== undefined && means(verb, 'begins'));
			const project = verb && !about.begins && !about.ends ? after.some((token) => means(token, 'project')) && !after.slice(0, 5).some((token) => things.test(token.folded)) : about.project && (sentenceBefore(parsed, day.start).some((token) => means(token, 'project')) || isBoundLabel(sentenceBefore(parsed, day.start).filter((token) => token.kind === 'word')));
			if (ends === begins || !project) continue;
			facts.push({ ...groundAt(reading, parsed, day.start, 0.85), role: ends ? 'end' : 'start', first: ends ? null : day, last: ends ? day : null, months: null, group: `${name}#${index}.${day.start}` });
		}
	}
	return facts;
}
