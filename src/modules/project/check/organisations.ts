import { nearly, stem } from './fold.ts';
import type { Block } from './blocks.ts';
import type { Span } from './spans.ts';
import { capital, tokensOf, type Token } from './tokens.ts';

/** What kind of organisation its last noun says it is. */
export type OrganisationType = 'municipality' | 'region' | 'centre' | 'school' | 'association' | 'authority' | 'other';

export interface Organisation {
	/** As written, a shared noun of a list added: "Auces novada pašvaldībām" of "Auces, Dobeles … novada pašvaldībām". */
	readonly name: string;
	readonly type: OrganisationType;
	/** Stems of its own name: places and people. */
	readonly own: readonly string[];
	/** What it is about ("youth", "day"), the same in all languages. */
	readonly about: readonly string[];
	/** Its own name stands in quotation marks: words of a language, not a place. */
	readonly quoted: boolean;
}

export interface NamedOrganisation extends Span {
	readonly organisation: Organisation;
}

const types: readonly [OrganisationType, RegExp][] = [
	['centre', /^(?:centr(?!al)|center)/],
	['school', /^(?:skol(?!en|ot)|mokykl|school|universit|koledz|kolegij|colleg|gimnaz|academ|akademij)/],
	['association', /^(?:biedrib|asociacij|associat|nodibinaj|fondas|foundation|apvienib|draugij|ngo$|union$)/],
	['authority', /^(?:ministr|agentur|agency|agencij|slimnic|ligonin|hospital|instit|departament|department|parvald|administracij|dienest)/],
	['municipality', /^(?:pasvaldib|novad|savivaldyb|municipalit|pilset|district|county|council|dome$|rajon(?!al)|city$|town$|parish)/],
	['region', /^region(?!al)/]
];
const topics: readonly [string, RegExp][] = [
	['youth', /^(?:jauniet|jaunies|jaunim|youth|young)/], ['day', /^(?:dien(?!est)|day$)/], ['culture', /^(?:kultur|cultur)/], ['social', /^soci/],
	['open', /^(?:atvert|atvir|open)/], ['art', /^(?:maksl|men[oui]|dail|art$|arts$)/], ['activity', /^(?:aktivi|uzimtum|veikl|activit|occupation)/], ['service', /^(?:pakalpoj|paslaug|servic)/],
	['planning', /^(?:planos|planav|planning)/], ['crisis', /^(?:kriz|crisis)/], ['care', /^(?:aprup|glob|care$)/], ['district', /^(?:rajon|district)/], ['multi', /^(?:daudzfunk|multifunk|multifunc|daugiafunk)/],
	['community', /^(?:kopien|bendruomen|communit)/], ['rehabilitation', /^(?:rehab|reabilit)/], ['support', /^(?:atbalst|param|support)/], ['family', /^(?:gimen|seim|famil)/], ['child', /^(?:bern|vaik|child)/],
	['development', /^(?:attist|pletr|develop)/], ['education', /^(?:izglit|sviet|educat)/], ['health', /^(?:vesel|sveikat|health)/], ['parish', /^(?:pagast|seniun|parish)/]
];
const typeOf = (folded: string): OrganisationType | null => types.find(([, shape]) => shape.test(folded))?.[0] ?? null;
const topicOf = (folded: string): string | null => topics.find(([, shape]) => shape.test(folded))?.[0] ?? null;
const linking = /^(?:un|ir|bei|and)$/;
const inside = /^(?:of|the)$/;
// Words that begin a sentence or label before a name and are never part of it.
const outside = /^(?:projekt|project|program|partner|vados|lead|pagrind|vadovauj|savukart|kopa|kopej|total|bendr|eraf|erdf|erpf|budget|the$|in$|at$|for$|with$|sia$|par$|no$|uz$|ar$|pie$|zemgal\w+ un$|eiropas$|europos$|european$|interreg|latvijas?$|lietuvas?$|latvian?$|lithuanian?$|baltij)/;

const belongs = (token: Token | undefined): boolean => token?.kind === 'word' && (topicOf(token.folded) !== null || (typeOf(token.folded) !== null && typeOf(token.folded) !== 'region') || (capital(token) && !outside.test(token.folded)) || /^(?:individual|pieaugus|neigal|person|nakts|terap|pirmsk|visparizgl|sadarb|tarpt)/.test(token.folded));
const initial = (tokens: readonly Token[], index: number): boolean => tokens[index]?.text === '.' && /^\p{Lu}$/u.test(tokens[index - 1]?.text ?? '');

// "Izveidots dienas centrs", "Informēja Zemgales …": a capital letter only because the sentence begins there.
const verbal = /(?:[aeiou]t[sai]|[aeo]ja|[ei]jo|ed)$/;

// What stands before or behind a name in quotation marks and says that it is an organisation's.
const legal = /^(?:vsi|vi|bi|uab|ab|mb|sia|as|ik|nvo|ngo|ltd|sa|zs)$/;
const quotation = /^["“”„«»]$/u;
const longestName = 8;

/** The words in quotation marks that begin at a token: 'VšĮ |„Šviesa“', 'association |"Open Hands"'. */
function quotedAt(tokens: readonly Token[], index: number): { words: Token[]; next: number } | null {
	if (!quotation.test(tokens[index]?.text ?? '')) return null;
	const end = tokens.slice(index + 1, index + 2 + longestName).findIndex((token) => quotation.test(token.text));
	const words = tokens.slice(index + 1, index + 1 + Math.max(0, end)).filter((token) => token.kind === 'word');
	return words.length > 0 && capital(words[0]) ? { words, next: index + 2 + end } : null;
}

const legalForm = (token: Token | undefined): boolean => token?.kind === 'word' && /^\p{Lu}/u.test(token.text) && token.text.length <= 4 && legal.test(token.folded);

function describe(words: readonly Token[], opens: boolean, type: OrganisationType): { own: string[]; about: string[] } {
	const own = words.filter((w, index) => capital(w) && w.folded.length > 2 && !(opens && index === 0 && verbal.test(w.folded)) && typeOf(w.folded) === null && topicOf(w.folded) === null && !outside.test(w.folded)).map((w) => stem(w.folded));
	const about = words.flatMap((w) => topicOf(w.folded) ?? []).filter((t) => !(type === 'municipality' && t === 'district'));
	return { own: [...new Set(own)], about: [...new Set(about)] };
}

/** The organisations named in a block: "Zemgales Plānošanas reģions", "Auces, Dobeles un Viesītes novada pašvaldībām", "Municipality of Auce". */
export function organisationsOf(block: Block, tokens: readonly Token[] = tokensOf(block)): NamedOrganisation[] {
	const found: NamedOrganisation[] = [];
	let free = 0;
	for (let i = 0; i < tokens.length; i++) {
		const token = tokens[i];
		if (token?.kind !== 'word' || i < free) continue;
		if (legalForm(token)) {
			const name = quotedAt(tokens, i + 1);
			if (name) {
				pushQuoted(i, name, 'association');
				i = free - 1;
			}
			continue;
		}
		const headType = typeOf(token.folded);
		if (headType === null) continue;
		const named = headType === 'municipality' || headType === 'region' ? null : quotedAt(tokens, i + 1);
		if (named) {
			pushQuoted(i, named, headType);
			i = free - 1;
			continue;
		}
		// The noun of the name is its last one: "novada pašvaldība", "rajona sociālo pakalpojumu centrs".
		let last = i;
		for (let j = i + 1; j < Math.min(tokens.length, i + 7); j++) {
			const next = tokens[j];
			if (next?.kind !== 'word' || !belongs(next)) break;
			if (typeOf(next.folded) !== null) last = j;
		}
		let first = i;
		while (first > free && i - first < 9 && (belongs(tokens[first - 1]) || (initial(tokens, first - 1) && first - 2 >= free))) first -= initial(tokens, first - 1) ? 2 : 1;
		const ofName = inside.test(tokens[last + 1]?.folded ?? '') ? namesAfter(tokens, last + 2) : null;
		const words = tokens.slice(first, last + 1);
		const type = typeOf(tokens[last]?.folded ?? '') ?? headType;
		const described = describe(words, tokens[first - 1]?.kind !== 'word', type);
		const tail = block.text.slice(tokens[first]?.start ?? 0, tokens[last]?.end ?? 0);
		if (described.own.length === 0 && ofName) {
			for (const name of ofName.names) push(name, name, `${tail} of ${name.text}`, type, [stem(name.folded)], described.about);
			free = ofName.next;
		} else if (described.own.length > 0) {
			const listed = type === 'municipality' || headType === 'municipality' ? namesBefore(tokens, first, free) : [];
			const shared = tokens.slice(first, last + 1).filter((w) => !capital(w) || typeOf(w.folded) !== null || topicOf(w.folded) !== null).map((w) => w.text).join(' ');
			for (const name of listed) push(name, name, `${name.text} ${shared}`, type, [stem(name.folded)], described.about);
			push(tokens[first] ?? token, tokens[last] ?? token, tail, type, described.own, described.about);
			free = last + 1;
		}
		i = Math.max(i, last);
	}
	return found.sort((a, b) => a.start - b.start);

	function pushQuoted(index: number, name: { words: Token[]; next: number }, type: OrganisationType): void {
		const [from, to] = [tokens[index], name.words.at(-1)];
		if (!from || !to) return;
		// "biedrība „Zaļā taka“": the words before the noun only describe it.
		found.push({ start: from.start, end: to.end + 1, organisation: { name: block.text.slice(from.start, tokens[name.next - 1]?.end ?? to.end).replace(/\s+/gu, ' '), type, own: [...new Set(name.words.filter((w) => w.folded.length > 2 || name.words.length === 1).map((w) => stem(w.folded)))], about: [], quoted: true } });
		free = name.next;
	}

	function push(from: Token, to: Token, name: string, type: OrganisationType, own: string[], about: string[]): void {
		found.push({ start: from.start, end: to.end, organisation: { name: name.replace(/\s+/gu, ' '), type, own, about, quoted: false } });
	}
}

/** "Auces, Dobeles, Jaunjelgavas un |Viesītes novada pašvaldībām": the names before the one with the noun. */
function namesBefore(tokens: readonly Token[], first: number, free: number): Token[] {
	const names: Token[] = [];
	let i = first - 1;
	if (!linking.test(tokens[i]?.folded ?? '')) return names;
	i--;
	while (i >= free && capital(tokens[i]) && typeOf(tokens[i]?.folded ?? '') === null && !outside.test(tokens[i]?.folded ?? '')) {
		const token = tokens[i];
		if (token) names.push(token);
		if (tokens[i - 1]?.text !== ',') break;
		i -= 2;
	}
	return names.reverse();
}

/** "of Auce, Dobele and Viesīte": the names after the noun. */
function namesAfter(tokens: readonly Token[], first: number): { names: Token[]; next: number } | null {
	const names: Token[] = [];
	let i = first;
	for (;;) {
		const token = tokens[i];
		if (!token || !capital(token) || outside.test(token.folded)) break;
		names.push(token);
		i++;
		if (tokens[i]?.text === ',' && capital(tokens[i + 1])) i++;
		else if (linking.test(tokens[i]?.folded ?? '') && capital(tokens[i + 1])) i++;
		else break;
	}
	return names.length > 0 ? { names, next: i } : null;
}

// Towns whose Latvian and Lithuanian names differ by more than an ending and one sign.
const otherNames = new Map([['siaul', 'saul'], ['vilni', 'viln'], ['ryg', 'rig'], ['skuod', 'skod'], ['duobel', 'dobel'], ['jekabpil', 'jekabpils'], ['daugpil', 'daugavpil'], ['pakruoj', 'pakroj'], ['liepoj', 'liepaj'], ['viesyt', 'viesit'], ['ziemgal', 'zemgal']]);
const oneName = (stem: string): string => otherNames.get(stem) ?? stem;
const meet = (a: readonly string[], b: readonly string[]): boolean => a.some((x) => b.some((y) => nearly(oneName(x), oneName(y))));

/** Whether two names mean the same organisation: the same own name, a kind that agrees, and no different topic. */
export function sameOrganisation(a: Organisation, b: Organisation): boolean {
	if (a.quoted !== b.quoted) return false;
	// A name in quotation marks is all of its words, whatever the legal form beside it.
	if (a.quoted) return a.own.length === b.own.length && a.own.every((word) => b.own.some((other) => nearly(word, other)));
	if (!meet(a.own, b.own)) return false;
	if (a.type !== b.type) return false;
	if (a.type === 'municipality' || a.type === 'region') return true;
	const differing = ['youth', 'culture', 'day', 'crisis', 'child', 'service'].filter((topic) => a.about.includes(topic) !== b.about.includes(topic));
	return differing.length === 0 || (a.about.length === 0 || b.about.length === 0) || (differing.length === 1 && a.about.some((t) => b.about.includes(t)));
}

/** Capital letters of its words: "ZPR" of "Zemgales plānošanas reģions". */
export const initialsOf = (organisation: Organisation): string => organisation.name.split(/[\s-]+/u).map((word) => word.charAt(0).toUpperCase()).join('');
