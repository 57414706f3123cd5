import { sentenceAt, sentenceRange } from './blocks.ts';
import type { PartnerFact } from './facts.ts';
import { groundAt, type Reading } from './ground.ts';
import { sameOrganisation, type NamedOrganisation } from './organisations.ts';
import type { Parsed } from './parse.ts';
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

const label = /^\s*(?:[•·▪*-] ?)?(?:(?<lead>vadosais(?: projekta)? partneris|projekta vadosais partneris|vadosa(?:is|) partner[a-z]{1,3}|vadovaujan[a-z]{2,5} partner[a-z]{1,4}|pagrindinis(?: projekto)? partner[a-z]{1,3}|lead(?: partner| beneficiary| applicant|ing partner)?|projekta iesniedzejs|projekto vykdytojas|pareiskejas|coordinator|projekta istenotajs)|(?:projekta |projekto |project )?(?:sadarbibas |citi |kiti |other )?partn(?:eri|eriai|ers|eris|er))\s*(?:\([a-z]{2}\))?\s*:/;

/** Partners of the projects: behind their labels, and in sentences that list them after "partners –". */
export function partnerFacts(reading: Reading): PartnersFound {
	const facts: PartnerFact[] = [];
	const empty: EmptyList[] = [];
	const { blocks, name } = reading.text;
	let list: { id: string; role: 'lead' | 'partner' } | null = null;
	let announced: { parsed: Parsed; position: number; found: boolean } | null = null;
	const add = (parsed: Parsed, named: NamedOrganisation, role: 'lead' | 'partner', id: string, sure: number): void => {
		if (facts.some((f) => f.list === id && f.role === role && sameOrganisation(f.organisation, named.organisation))) return;
		facts.push({ ...groundAt(reading, parsed, named.start, sure), organisation: named.organisation, role, list: id });
	};
	const close = (): void => {
		if (announced && !announced.found) empty.push(announced);
		announced = null;
		list = null;
	};
	for (const parsed of blocks) {
		const { block } = parsed;
		const match = label.exec(block.folded);
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

const distance = (o: NamedOrganisation, position: number): number => (position < o.start ? o.start - position : Math.max(0, position - o.end));
