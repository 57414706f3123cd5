import type { Block } from './blocks.ts';
import type { Span } from './spans.ts';

/** A code that a programme gave to a project: "LLI-317", "2019-1-SE01-KA202-060416", "Nr. 9.2.2.1/15/I/001". */
export interface Code extends Span {
	readonly value: string;
}

// Latvian and Lithuanian structural funds number by parts divided by "/" or "-"; Erasmus+ begins with the year.
const codes = /(?<![\p{L}\d.@/-])(?:\d{4}-\d-[A-Z]{2}\d{2}-[A-Z]{2,3}\d{3}(?:-[A-Z]{2,4})?-\d{4,9}|\d{1,2}\.\d{1,2}\.\d(?:\.\d)?(?:\.\d)?\/\d{1,2}\/[A-Z]{1,4}\/\d{2,4}|\d{2}\.\d\.\d-[A-Z]{2,5}-[A-Z]-\d{3}-\d{2}-\d{4}|[A-Z]{2,6}[A-Z0-9]{0,6}[-–]\d{2,7}|[A-Z]{2,6}\d{4,9})(?![\p{L}\d-])/gu;
// Postal codes, norms and diseases look the same.
const noCode = /^(?:LV|LT|EE|PL)[-–]?\d{4,5}$|^(?:ISO|EN|IEC|COVID|EUR|LVL|USD|CO|PM)[-–]?\d+$/;

/** The project codes of a block. */
export function codesOf(block: Block): Code[] {
	const found: Code[] = [];
	for (const match of block.text.matchAll(codes)) {
		if (!noCode.test(match[0])) found.push({ start: match.index, end: match.index + match[0].length, value: match[0].replace('–', '-') });
	}
	return found;
}

// Stretches whose digits are never a figure; tried on folded text that holds the hint.
const strangers: readonly { readonly shape: RegExp; readonly hint: RegExp }[] = [
	// Addresses of the web and of mail.
	{ hint: /[@]|www|http/, shape: /(?:https?:\/\/|www\.)\S{1,300}|[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{1,60}/g },
	// Telephones, registration numbers, accounts, postal codes.
	{ hint: /\+/, shape: /\+\d{2,3}[ -]?\d[\d -]{5,14}\d/g },
	{ hint: /tal|tel|phone|fa[xk]|reg|kodas|pvn|iban|konts/, shape: /(?:talr|talrunis|tel|telefon[a-z]{0,3}|phone|fax|fakss?|reg\. ?nr|reg\. ?no|reg|kodas|pvn|iban|konts)[.:]{0,2} {0,2}(?:nr\.? ?)?[+(]?\d[\d ()-]{3,20}\d/g },
	{ hint: /l[vt]/, shape: /(?<![a-z\d])(?:lv|lt) ?- ?\d{4,5}(?!\d)/g },
	// Paragraphs and points of law, and chapters: "25.13. punkts", "11. panta 7. punkts", "5.2. rīcības virziens", "§ 7", "MK noteikumi Nr. 125".
	{ hint: /[a-z]/, shape: /\d{1,3}(?:\.\d{1,3}){0,4}\. ?(?:punkt|pant|nodal|apakspunkt|pielikum|straipsn|skyri|ricib|uzdevum|stav|kab|aukst|priorit|dp\b)[a-z]{0,8}/g },
	{ hint: /[a-z§]/, shape: /(?<![a-z])(?:article|section|paragraph|chapter|annex|page|floor|room|priorit[a-z]{1,6}|axis|point|lpp|psl|str|pielikums|priedas|§|nr\.|no\.|numurs?) ?\d{1,6}(?:\.\d{1,4}){0,4}(?:\/\d{1,6}){0,3}(?![\d,])/g },
	// Times of day.
	{ hint: /:|val|at|plkst/, shape: /(?:plkst\.?|val\.?|at) ?\d{1,2}[:.]\d{2}|\d{1,2}:\d{2}(?!\d)/g },
	// Ages: "18-25 gadiem", "no 7 līdz 12 gadiem", "aged 18-25", "18-25 years old".
	{ hint: /gad|g\. ?v|met|m\. ?am|year/, shape: /(?:vecum[a-z]{1,3}|aged?|amziaus|nuo|no)? ?\d{1,2} ?(?:-|lidz|iki|to) ?\d{1,2} ?(?:gadiem|gadu vecum|gadus|gadi\b|gadu\b|g\. ?v|metu|metams|m\. ?amz|years? old|-?year-?olds?|years of age|years)[a-z]{0,6}/g },
	{ hint: /age|vecum|amz/, shape: /(?:aged?|ages|vecuma|amziaus) ?(?:no|nuo|from|between)? ?\d{1,2}(?: ?(?:-|lidz|iki|to|and) ?\d{1,2})?(?: ?(?:gad|met|m\.)[a-z]{0,6})?/g }
];

/** Stretches with digits that are no figures: addresses, telephones, points of law, times, ages. */
export function strangersOf(block: Block): Span[] {
	return strangers.flatMap(({ hint, shape }) => (hint.test(block.folded) ? [...block.folded.matchAll(shape)].map((match) => ({ start: match.index, end: match.index + match[0].length })) : []));
}
