import { sentenceAt, sentenceRange, type Block } from './blocks.ts';
import type { PartnerFact } from './facts.ts';
import { groundAt, type Reading } from './ground.ts';
import { sameOrganisation, type NamedOrganisation } from './organisations.ts';
import { between, type Parsed } from './parse.ts';
import { rowsOf, type Row } from './tables.ts';
import { tokenAt } from './tokens.ts';
import { means } from './words.ts';

/** A label such as "Projekta partneri:" whose list is missing. */
export interface EmptyList {
	readonly parsed: Parsed;
	readonly position: number;
}

export interface PartnersFound {
	readonly facts: PartnerFact[];
	readonly empty: EmptyList[];
}

const label = /^\s*(?:[•·▪*-] ?)?(?:(?<lead>vadosais(?: projekta)? partneris|projekta vadosais partneris|vadosa(?:is|) partner[a-z]{1,3}|vadovaujan[a-z]{2,5} partner[a-z]{1,4}|pagrindinis(?: projekto)? partner[a-z]{1,3}|lead(?: partner| beneficiary| applicant|ing partner)?|projekta iesniedzejs|projekto vykdytojas|pareiskejas|coordinator|projekta istenotajs)|(?:projekta |projekto |project )?(?:sadarbibas |citi |kiti |other )?partn(?:eri|eriai|ers|eris|er))\s*(?:\([a-z]{2}\))?\s*(?::|[|]| - |\t)/;

const withTabs = (block: Block): string => [...block.text].length === block.text.length ? Array.from(block.folded, (sign, index) => (block.text[index] === '\t' ? '\t' : sign)).join('') : block.folded;

/** "Partner | Budget | ERDF": the first column of the table names partners. */
function inPartnerColumn(row: Row): boolean {
	const cell = row.header?.cells[0];
	if (row.header?.parsed.organisations.length !== 0) return false;
	const words = cell ? between(row.header.parsed, cell.start, cell.end).filter((token) => token.kind === 'word') : [];
	return words.length > 0 && words.length <= 3 && words.some((token) => means(token, 'partner'));
}

/** Partners of the projects: behind their labels, and in sentences that list them after "partners –". */
export function partnerFacts(reading: Reading): PartnersFound {
	const facts: PartnerFact[] = [];
	const empty: EmptyList[] = [];
	const { blocks, name } = reading.text;
	const rows = rowsOf(blocks);
	let list: { id: string; role: 'lead' | 'partner' } | null = null;
	let announced: { parsed: Parsed; position: number; found: boolean } | null = null;
	const add = (parsed: Parsed, named: NamedOrganisation, role: 'lead' | 'partner', id: string, sure: number): void => {
		if (facts.some((f) => f.list === id && f.role === role && sameOrganisation(f.organisation, named.organisation))) return;
		facts.push({ ...groundAt(reading, parsed, named.start, sure), organisation: named.organisation, role, list: id, complete: !id.endsWith('#running'), language: parsed.language });
	};
	const close = (): void => {
		if (announced && !announced.found) empty.push(announced);
		announced = null;
		list = null;
	};
	for (const parsed of blocks) {
		const { block } = parsed;
		const row = rows.get(parsed);
		if (row?.header && inPartnerColumn(row)) {
			const first = parsed.organisations.find((o) => o.start < (row.cells[0]?.end ?? 0));
			const lead = parsed.tokens.some((token) => token.end <= (row.cells[0]?.end ?? 0) && means(token, 'lead'));
			if (first) add(parsed, first, lead ? 'lead' : 'partner', `${name}#table`, 0.95);
			continue;
		}
		const match = label.exec(block.text.includes('\t') ? withTabs(block) : block.folded);
		if (match) {
			const lead = match.groups?.['lead'] !== undefined;
			const rest = parsed.organisations.filter((o) => o.start >= match[0].length);
			// "Vadošais partneris:" directly below "Projekta partneri:" goes on with that list.
			if (announced && !announced.found && (lead || rest.length > 0)) announced = null;
			close();
			list = { id: `${name}#partners`, role: lead ? 'lead' : 'partner' };
			for (const named of lead ? rest.slice(0, 1) : rest) add(parsed, named, list.role, list.id, 1);
			announced = lead ? null : { parsed, position: 0, found: rest.length > 0 || /\p{L}{3}/u.test(block.text.slice(match[0].length)) };
			if (rest.length > 0 && lead) list = null;
			continue;
		}
		if (list) {
			// Items follow as bullets or short lines; a sentence, a new label or a gap after the first item ends them.
			const item = block.bullet || (block.text.length < 140 && !block.folded.includes(':') && !/[.!?]$/.test(block.text));
			const first = parsed.organisations[0];
			if (item && first && first.start < 60 && parsed.money.length === 0) {
				add(parsed, first, list.role, list.id, 1);
				if (announced) announced.found = true;
				if (list.role === 'lead') list = null;
				continue;
			}
			if (!(item && block.bullet)) close();
		}
		running(parsed, add, name);
	}
	close();
	return { facts, empty };
}

/** "… kā vadošais partneris, kopā ar partneriem …– A, B un C": sentences that tell who takes part. */
function running(parsed: Parsed, add: (parsed: Parsed, named: NamedOrganisation, role: 'lead' | 'partner', id: string, sure: number) => void, name: string): void {
	const { tokens, block } = parsed;
	for (const match of parsed.organisations.length < 2 ? [] : block.folded.matchAll(cooperation)) together(parsed, match.index, match.index + match[0].length, add, name);
	for (const [index, token] of tokens.entries()) {
		if (token.kind !== 'word' || !means(token, 'partner')) continue;
		const [from, to] = sentenceRange(block, sentenceAt(block, token.start));
		if (means(tokens[index - 1], 'lead')) {
			const near = parsed.organisations.filter((o) => o.start >= from && o.end <= to).sort((a, b) => distance(a, token.start) - distance(b, token.start))[0];
			if (near && distance(near, token.start) < 40) add(parsed, near, 'lead', `${name}#running`, 0.9);
			continue;
		}
		// The list begins behind a dash, a colon or "are" not far after the word.
		const opener = tokens.findIndex((other, at) => at > index && at < index + 9 && (/^(?:[:]|[-–—])$/.test(other.text) ? other.gap || other.text === ':' : /^(?:ir|are|yra|buvo|bija|were)$/.test(other.folded)));
		if (opener < 0 || (tokens[opener]?.start ?? 0) >= to) continue;
		const listed = parsed.organisations.filter((o) => o.start >= (tokens[opener]?.start ?? 0) && o.end <= to);
		if (listed.length < 3 || tokenAt(tokens, listed[0]?.start ?? 0) > opener + 5) continue;
		for (const named of listed) add(parsed, named, 'partner', `${name}#running`, 0.95);
	}
}

const cooperation = /\b(?:kopa ar|sadarbiba ar|sadarbojoties ar|apvieno|kartu su|drauge su|bendradarbiau[a-z]{2,8} su|vienija|suvienijo|jungia|together with|in (?:co-?operation|partnership) with|jointly with|brings? together|brought together|unites?)\b/g;
const enumerated = /^[\s,;()"]*(?:(?:un|ir|bei|and|ari|taip pat|ka ari|as well as|the|with|ar|su)\s+)*(?:\([^)]{1,40}\))?[\s,;]*(?:(?:un|ir|bei|and|ari|taip pat|ka ari|as well as|the|from|no|is)\s+)*[a-z]{0,14} ?$/;

/** "A kopā ar B un C īsteno projektu": who stands around words of working together, in a sentence about the project. */
function together(parsed: Parsed, start: number, end: number, add: (parsed: Parsed, named: NamedOrganisation, role: 'lead' | 'partner', id: string, sure: number) => void, name: string): void {
	const { block } = parsed;
	const [from, to] = sentenceRange(block, sentenceAt(block, start));
	if (!parsed.tokens.some((token) => token.kind === 'word' && means(token, 'project', 'partner'))) return;
	const listed: NamedOrganisation[] = [];
	for (const named of parsed.organisations.filter((o) => o.start >= end && o.end <= to)) {
		const gap = block.folded.slice(listed.at(-1)?.end ?? end, Math.max(named.start, listed.at(-1)?.end ?? end)).replace(/\([^)]{0,40}\)/g, '');
		if (!enumerated.test(gap) && gap.trim() !== '') break;
		listed.push(named);
	}
	const before = parsed.organisations.findLast((o) => o.start >= from && o.end <= start && start - o.end < 60);
	if (listed.length + (before ? 1 : 0) < 2) return;
	for (const named of before ? [before, ...listed] : listed) add(parsed, named, /^ ?\((?:[a-z ]{0,20})?(?:lead|vados|pagrind|vadovauj)/.test(block.folded.slice(named.end)) ? 'lead' : 'partner', `${name}#running`, 0.85);
}

const distance = (o: NamedOrganisation, position: number): number => (position < o.start ? o.start - position : Math.max(0, position - o.end));
