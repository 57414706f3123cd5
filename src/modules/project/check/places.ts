import { stem } from './fold.ts';
import type { Parsed } from './parse.ts';
import { capital, type Token } from './tokens.ts';

/** A place named in a text: where something happens or stands. */
export interface Place {
	readonly stem: string;
	readonly name: string;
	readonly token: Token;
}

const locative = { lv: /(?:ē|ā|ī|ū|os|ās|ēs|īs)$/u, lt: /(?:oje|ėje|yje|uje|uose|iuose|ose|ėse|yse)$/u } as const;
const unit = /^(?:region|novad|pagast|pilset|rajon|savivaldyb|seniun|apskr|municipal|district|county|city|town|parish|dist)/;
const noPlace = /^(?:latvij|lietuv|latvia|lithuania|eirop|europ|projekt|project|januar|februar|interreg|saeim|internet|covid|sis|sai|visi|tas|programm|sociala)/;
const before = /^(?:in|at|near|to)$/;

/** The place that a token names in the locative ("Viesītē", "Rokiškyje", "in Auce"); null for anything else. */
export function placeAt(parsed: Parsed, index: number): Place | null {
	const { tokens, language } = parsed;
	const token = tokens[index];
	if (!token || !capital(token) || token.text.length < 3 || noPlace.test(token.folded) || /^\p{Lu}{2,}$/u.test(token.text)) return null;
	const next = tokens[index + 1];
	if (language === 'en') {
		if (before.test(tokens[index - 1]?.folded ?? '') || (tokens[index - 1]?.folded === 'the' && before.test(tokens[index - 2]?.folded ?? ''))) return { stem: stem(token.folded), name: token.text, token };
		return null;
	}
	// "Zemgales reģionā": the noun of the unit stands in the locative.
	if (next && unit.test(next.folded) && locative[language].test(next.text.toLowerCase())) return { stem: stem(token.folded), name: token.text, token };
	return locative[language].test(token.text.normalize('NFC').toLowerCase()) ? { stem: stem(token.folded), name: token.text, token } : null;
}

/** The places of a stretch of tokens. */
export function placesOf(parsed: Parsed, from: number, to: number): Place[] {
	const found: Place[] = [];
	for (let index = Math.max(0, from); index < Math.min(to, parsed.tokens.length); index++) {
		const place = placeAt(parsed, index);
		if (place) found.push(place);
	}
	return found;
}
