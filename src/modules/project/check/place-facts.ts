import { sentenceAt } from './blocks.ts';
import { conceptOf, isCountable } from './concepts.ts';
import type { PlaceFact } from './facts.ts';
import { stem } from './fold.ts';
import { groundAt, type Reading } from './ground.ts';
import type { Parsed } from './parse.ts';
import { placesOf } from './places.ts';
import { capital } from './tokens.ts';

const happenings = new Set(['camp', 'conference', 'seminar', 'exchange', 'workshop']);
const sites = /infrastrukt|infrastruct|objekt|buvdarb|statyb|construction/;

/** Where things happen or stand: events with place and year, and the lists of sites. */
export function placeFacts(reading: Reading): PlaceFact[] {
	return [...reading.text.blocks.flatMap((parsed) => eventsOf(reading, parsed)), ...sitesOf(reading)];
}

/** "nometnes … Zemgalē (2018.) un Rokiškos (2019.)", "Vasaras nometne Zemgales reģionā 2018. gada vasarā". */
function eventsOf(reading: Reading, parsed: Parsed): PlaceFact[] {
	const { tokens, block } = parsed;
	const found: PlaceFact[] = [];
	const bySentence = new Map<number, { concept: string; words: string; index: number }>();
	for (const [index, token] of tokens.entries()) {
		if (token.kind !== 'word' || !isCountable(token.folded)) continue;
		const concept = conceptOf(token.folded, tokens.slice(Math.max(0, index - 3), index + 2).map((t) => t.folded))?.concept;
		const sentence = sentenceAt(block, token.start);
		if (concept !== undefined && happenings.has(concept) && !bySentence.has(sentence)) bySentence.set(sentence, { concept, words: token.text, index });
	}
	for (const [sentence, event] of bySentence) {
		const inside = <T extends { readonly start: number }>(items: readonly T[]): T[] => items.filter((item) => sentenceAt(block, item.start) === sentence);
		const years = inside(parsed.days).map((day) => ({ start: day.start, year: day.from.slice(0, 4) }));
		const places = placesOf(parsed, 0, tokens.length).filter((place) => sentenceAt(block, place.token.start) === sentence);
		const paired = places.flatMap((place) => {
			const beside = years.find((year) => year.start > place.token.end && year.start - place.token.end <= 3 && block.text.slice(place.token.end, year.start).includes('('));
			const year = beside ?? (places.length === 1 && years.length === 1 ? years[0] : undefined);
			return year ? [{ place, year }] : [];
		});
		for (const { place, year } of paired) found.push({ ...groundAt(reading, parsed, place.token.start, 0.7), what: `${event.concept} ${year.year}`, words: `${event.words} ${year.year}`, place: place.name, stem: place.stem, list: '' });
	}
	return found;
}

const shape = (parsed: Parsed): string => /^\s*\S/u.exec(parsed.block.text)?.[0] ?? '';

/** The list below a heading about infrastructure: one place an item. */
function sitesOf(reading: Reading): PlaceFact[] {
	const found: PlaceFact[] = [];
	const { blocks, name } = reading.text;
	for (let index = 0; index < blocks.length; index++) {
		const heading = blocks[index];
		if (!heading || !/:\s*$/.test(heading.block.text) || !sites.test(heading.block.folded) || heading.block.text.length > 200) continue;
		const first = blocks[index + 1];
		if (!first?.block.bullet) continue;
		const list = `${name}#${index}`;
		for (let i = index + 1; i < blocks.length && blocks[i]?.block.bullet && shape(blocks[i] as Parsed) === shape(first); i++) {
			const parsed = blocks[i] as Parsed;
			const named = parsed.organisations[0];
			const dash = parsed.tokens.findLastIndex((token) => /^[-–—]$/.test(token.text) && token.gap);
			const word = dash > 0 ? parsed.tokens[dash + 1] : named ? parsed.tokens.find((token) => stem(token.folded) === named.organisation.own[0]) : undefined;
			if (word && capital(word)) found.push({ ...groundAt(reading, parsed, word.start, 0.8), what: 'objects', words: '', place: word.text, stem: stem(word.folded), list });
		}
	}
	return found;
}
