import { isCountable } from './concepts.ts';
import type { Parsed } from './parse.ts';
import type { Token } from './tokens.ts';
import { wholeAt } from './numbers.ts';
import { isSmall, type Language } from './words.ts';

// A noun phrase is short; what follows belongs to something else.
const longest = 9;
const verbs: Record<Language, RegExp> = {
	lv: /^(?:notik|notiks|piedal|apmeklej|devas|guva|sanem|varej|sniedz$|nodrosin(?:a|as)$|kluv|bija)/,
	lt: /^(?:vyko|ivyko|dalyv|aplank|gavo|galej|bus|tapo|surengt|suorganizuot)/,
	en: /^(?:organi[sz]ed|held|took|carried|implemented|were|was|visited|attended|completed|delivered|planned|created|established|introduced|developed|made|provided|improved$|used|built|will|can|could|may|must)$/
};

/** Words of the noun phrase that begins at a token: up to a sign, a small word, another number or a verb. */
export function phraseAfter(parsed: Parsed, index: number): Token[] {
	const words: Token[] = [];
	for (let i = index; i < parsed.tokens.length && words.length < longest; i++) {
		const token = parsed.tokens[i];
		if (!token || parsed.taken.has(token.start)) break;
		if (token.text === '-' && !token.gap && words.length > 0) continue;
		if (/^["“”„«»']+$/.test(token.text)) continue;
		if (token.kind !== 'word') break;
		if (isSmall(token.folded, parsed.language) && !(parsed.language === 'en' && words.length === 0 && /^(?:the|of)$/.test(token.folded))) break;
		if (wholeAt(parsed.tokens, i, parsed.language)) break;
		// A predicate ends the phrase ("two camps organised"), a participle before its noun does not ("six equipped centres").
		if (verbs[parsed.language].test(token.folded) && words.some((word) => isCountable(word.folded))) break;
		words.push(token);
	}
	return words;
}

/** Words of the noun phrase that ends before a token: "Pieredzes apmaiņas pasākumi |(5)", "Exchange visits|: 8". */
export function phraseBefore(parsed: Parsed, index: number): Token[] {
	const words: Token[] = [];
	for (let i = index - 1; i >= 0 && words.length < longest; i--) {
		const token = parsed.tokens[i];
		if (!token || parsed.taken.has(token.start)) break;
		if (token.text === '-' && !token.gap) continue;
		if (token.kind !== 'word') break;
		words.unshift(token);
	}
	return words;
}

const genitive: Record<'lv' | 'lt', RegExp> = { lv: /(?:u|as|es|a)$/, lt: /(?:u|os|es|io|o|us)$/ };
const dative = /(?:iem|ajam|ajiem|[^ou]am|em|ams|ems|oms|ims|iams)$/;
const active = /^(?:[a-z]{2,}os(?:o|a|as|ie|ajas|aja|ajos|am|iem|ajiem|ais)|[a-z]{2,}[iua]nci(?:os|u|ose|uose|oms|ems|us))$/;
const passive = /(?:[aeiou]t[ai]s?|[aeiou]ts|[aeiou]ti|st[ai]s?|sts)$/;

/** Whether a folded word has the ending of a dative, or of a past participle. */
export const isDative = (folded: string): boolean => dative.test(folded);
export const isPassive = (folded: string): boolean => passive.test(folded);

/** Index of the counted noun in a phrase: the one that the others describe. -1 where the lexicon knows none. */
export function headOf(words: readonly Token[], language: Language): number {
	const nouns = words.flatMap((word, index) => (isCountable(word.folded) ? [index] : []));
	if (language === 'en') {
		// "visits of specialists": small words have ended the phrase already, so the last noun is the head.
		return nouns.at(-1) ?? -1;
	}
	for (const index of nouns) {
		const word = words[index]?.folded ?? '';
		const next = words[index + 1];
		const later = nouns.filter((other) => other > index);
		const following = later.find((other) => !dative.test(words[other]?.folded ?? ''));
		// "sociālos pakalpojumus sniedzošās institūcijas": object of a participle.
		if (next && active.test(next.folded) && later.length > 0) continue;
		// "apmācību kursi", "pieredzes apmaiņas braucieni": genitives before the noun they describe.
		if (genitive[language].test(word) && following !== undefined && !(next && passive.test(next.folded) && !isCountable(next.folded))) continue;
		// "5 partneriem kopīgi apmācību pasākumi", but "6 centriem uzlabota infrastruktūra".
		if (dative.test(word) && following !== undefined && !(next && passive.test(next.folded))) continue;
		return index;
	}
	return -1;
}

/** The unknown noun of a phrase with what stands before it: genitives and adjectives lead to it, a dative follows it. */
export function unknownHead(words: readonly Token[], language: Language): Token[] {
	if (language === 'en') {
		const plural = words.findIndex((word) => /[^su]s$/.test(word.folded) && word.folded.length > 3);
		return plural < 0 ? [] : words.slice(0, Math.min(plural + 1, 4));
	}
	const cut = words.findIndex((word, index) => index > 0 && (dative.test(word.folded) || passive.test(word.folded)));
	const phrase = cut < 0 ? words : words.slice(0, cut);
	const plural = phrase.findIndex((word, index) => !/(?:u|o)$/.test(word.folded) && !(phrase[index + 1] && phrase[index + 1]?.folded.at(-1) === word.folded.at(-1)));
	return plural < 0 ? [] : phrase.slice(0, Math.min(plural + 1, 4));
}
