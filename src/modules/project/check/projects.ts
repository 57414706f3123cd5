import { sentenceAt } from './blocks.ts';
import type { RegisteredProject } from './model.ts';
import { between, type Parsed, type ParsedText } from './parse.ts';
import { findTitle, sameTitle, stemsOf } from './titles.ts';
import { capital, tokenAt } from './tokens.ts';
import { means } from './words.ts';

/** A project as the texts name it. */
export interface NamedProject {
	readonly codes: Set<string>;
	readonly acronyms: Set<string>;
	readonly titles: string[][];
	/** What people call it: its code, else its acronym, else its title. */
	label: string;
	/** Where codes were seen together with a title: a second code for one title is a finding. */
	readonly places: { readonly code: string; readonly parsed: Parsed; readonly position: number; readonly titled: boolean }[];
}

interface Naming {
	readonly parsed: Parsed;
	readonly codes: string[];
	readonly acronyms: string[];
	readonly titles: { readonly text: string; readonly stems: string[] }[];
	readonly position: number;
}

const acronymLabel = /(?:saisinat|sutrump|akronim|acronym|santrump|short (?:name|title))/;
const titleLabel = /^\s*(?:projekt[asuo]{1,2}|project|projekta nosaukums|projekto pavadinimas|project title|title|nosaukums|pavadinimas)(?: nr\.?| no\.?)?\s*[:–-]/;
const programme = /interreg|programm|program[ao]s?\b|fond[sao]|fund\b/;

function namingOf(parsed: Parsed): Naming | null {
	const { block, codes } = parsed;
	const quoted = [...block.folded.matchAll(/"([^"]{2,300})"/g)].map((match) => ({ start: match.index + 1, end: match.index + match[0].length - 1 }));
	const labelled = titleLabel.test(block.folded);
	const inNaming = codes.length > 0 || labelled || acronymLabel.test(block.folded);
	const [titles, acronyms]: [Naming['titles'], string[]] = [[], []];
	const addTitle = (start: number, end: number): void => {
		for (const part of slashParts(block.text, start, end)) {
			const tokens = between(parsed, part.start, part.end);
			const words = tokens.filter((token) => token.kind === 'word');
			const stems = stemsOf(tokens).map((s) => s.stem);
			if (words.length === 1 && words[0] && capital(words[0]) && words[0].text.length > 2) acronyms.push(words[0].folded);
			else if (stems.length >= 3 || (stems.length >= 1 && labelled)) titles.push({ text: block.text.slice(part.start, part.end).trim(), stems });
		}
	};
	for (const { start, end } of quoted) {
		const words = between(parsed, start, end).filter((token) => token.kind === 'word');
		const before = between(parsed, Math.max(0, start - 30), start);
		if (words.length >= 3) {
			// A quotation alone is a title only at the head of a text: elsewhere documents, systems and quarters are quoted too.
			const head = block.index < 5 && !block.bullet && block.text.length < 400;
			if (inNaming || before.slice(-4).some((token) => means(token, 'project')) || head) addTitle(start, end);
		} else if (words.length > 0 && words[0] && capital(words[0]) && (acronymLabel.test(block.folded) || before.slice(-3).some((token) => means(token, 'project')))) acronyms.push(words.map((w) => w.folded).join(' '));
	}
	for (const code of codes) {
		// "(LLI-425, OCTOPUS)", "(Nr. 2019-1-…)": the title stands before the bracket, short names beside the code.
		const open = block.folded.lastIndexOf('(', code.start);
		const close = block.folded.indexOf(')', code.end);
		if (open >= 0 && close > 0 && !block.folded.slice(open, code.start).includes(')') && close - open < 80) {
			for (const part of block.text.slice(open + 1, close).split(/[,;/]/u)) {
				const name = /^\s*([\p{Lu}][\p{L}]{2,24})\s*$/u.exec(part)?.[1];
				if (name !== undefined) acronyms.push(name.toLowerCase());
			}
		}
		// Without quotation marks a title is the rest of a line that begins with the code.
		if (quoted.length === 0 && labelled && block.text.length - code.end > 12 && block.text.length < 320) addTitle(code.end, block.text.length);
	}
	if (titles.length === 0 && labelled && codes.length === 0 && quoted.length === 0 && block.text.length < 320) addTitle(block.folded.indexOf(':') + 1, block.text.length);
	const own = itemTitle(parsed);
	if (own && titles.length === 0) addTitle(own.start, own.end);
	if (codes.length === 0 && titles.length === 0 && !(acronymLabel.test(block.folded) && acronyms.length > 0)) return null;
	const named = titles.filter((title) => !programme.test(title.text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')) || codes.length > 0 || own !== null);
	if (codes.length === 0 && named.length === 0 && acronyms.length === 0) return null;
	return { parsed, codes: codes.map((code) => code.value), acronyms, titles: named, position: codes[0]?.start ?? 0 };
}

/** "… reģionā/ SocQuality": a short name behind a slash, or the title in a second language. */
function slashParts(text: string, start: number, end: number): { start: number; end: number }[] {
	const parts: { start: number; end: number }[] = [];
	let from = start;
	for (let i = start; i <= end; i++) {
		if (i < end && text[i] !== '/') continue;
		parts.push({ start: from, end: i });
		from = i + 1;
	}
	return parts;
}

/** The title with which a list item begins when it goes on with a duration or a budget of its own. */
function itemTitle(parsed: Parsed): { start: number; end: number } | null {
	const { block, tokens } = parsed;
	if (!block.bullet && !block.folded.includes('(')) return null;
	const bracket = block.folded.indexOf('(');
	const label = tokens.find((token, index) => index > 1 && token.kind === 'word' && means(token, 'term', 'total') && /^[\p{Lu}]/u.test(token.text));
	const end = Math.min(bracket > 0 ? bracket : Infinity, label?.start ?? Infinity, parsed.periods[0]?.start ?? Infinity);
	if (!Number.isFinite(end) || (parsed.periods.length === 0 && parsed.money.length === 0)) return null;
	const body = tokens.slice(0, tokenAt(tokens, end));
	const words = body.filter((token) => token.kind === 'word');
	if (!label || words.length < 1 || words.length > 40 || words.some((token) => means(token, 'money', 'total', 'eu', 'cofinancing')) || words.slice(0, 2).some((token) => means(token, 'project', 'programme', 'term'))) return null;
	return { start: words[0]?.start ?? 0, end };
}

/** Which project each stretch of each text is about. */
export class Projects {
	readonly all: NamedProject[] = [];
	readonly #anchors = new Map<Parsed, { position: number; project: NamedProject }[]>();
	readonly #blockProject = new Map<Parsed, NamedProject | null>();
	readonly #ofText = new Map<string, NamedProject | null>();
	/** Texts that name no project and were tied to the only one there is. */
	readonly tied = new Set<string>();

	constructor(texts: readonly ParsedText[], registered: readonly RegisteredProject[]) {
		for (const project of registered) this.#register(project);
		const namings = texts.flatMap((text) => text.blocks.flatMap((parsed) => namingOf(parsed) ?? []));
		// Codes first, then titles and short names: the order of the files must not matter.
		for (const naming of namings.filter((n) => n.codes.length > 0)) this.#add(naming);
		for (const naming of namings.filter((n) => n.codes.length === 0)) this.#add(naming);
		for (const project of this.all) project.label = [...project.codes].sort()[0] ?? [...project.acronyms].sort()[0] ?? project.titles[0]?.join(' ') ?? '';
		for (const text of texts) this.#settle(text);
		this.#tie(texts);
	}

	#register(project: RegisteredProject): void {
		const named: NamedProject = { codes: new Set([project.code]), acronyms: new Set(), titles: [], label: project.code, places: [] };
		for (const { document } of project.versions) {
			for (const code of document.codes) named.codes.add(code.value);
			if (document.acronym !== null) named.acronyms.add(document.acronym.toLowerCase());
			for (const title of Object.values(document.title)) if (title) named.titles.push(stemsOf(wordsOf(title)).map((s) => s.stem));
		}
		this.all.push(named);
	}

	#find(naming: Naming): NamedProject | undefined {
		const byCode = this.all.find((project) => naming.codes.some((code) => project.codes.has(code)));
		if (byCode) return byCode;
		const byTitle = this.all.find((project) => naming.titles.some((title) => project.titles.some((known) => sameTitle(title.stems, known))));
		if (byTitle) return byTitle;
		return naming.codes.length > 0 ? undefined : this.all.find((project) => naming.acronyms.some((name) => project.acronyms.has(name)));
	}

	#add(naming: Naming): void {
		// A line with several codes names none of them in particular.
		if (naming.codes.length > 1 && new Set(naming.codes).size > 1) {
			for (const code of naming.codes) if (!this.all.some((project) => project.codes.has(code))) this.all.push({ codes: new Set([code]), acronyms: new Set(), titles: [], label: code, places: [] });
			return;
		}
		let project = this.#find(naming);
		if (!project) {
			project = { codes: new Set(), acronyms: new Set(), titles: [], label: '', places: [] };
			this.all.push(project);
		}
		for (const code of naming.codes) {
			project.codes.add(code);
			project.places.push({ code, parsed: naming.parsed, position: naming.position, titled: naming.titles.length > 0 });
		}
		for (const name of naming.acronyms) project.acronyms.add(name);
		for (const title of naming.titles) if (!project.titles.some((known) => sameTitle(known, title.stems))) project.titles.push(title.stems);
	}

	#anchorsOf(parsed: Parsed): { position: number; project: NamedProject }[] {
		const known = this.#anchors.get(parsed);
		if (known) return known;
		const found: { position: number; project: NamedProject }[] = [];
		const stems = stemsOf(parsed.tokens);
		const words = new Map(parsed.tokens.filter((token) => token.kind === 'word').map((token) => [token.folded, token] as const));
		for (const project of this.all) {
			for (const code of parsed.codes) if (project.codes.has(code.value)) found.push({ position: code.start, project });
			for (const name of project.acronyms) {
				const token = words.get(name);
				const several = name.includes(' ') && name.length >= 8 ? parsed.block.folded.indexOf(`"${name}"`) : -1;
				if (token && capital(token)) found.push({ position: token.start, project });
				else if (several >= 0) found.push({ position: several, project });
			}
			for (const title of project.titles) {
				const place = findTitle(title, stems) ?? (title.length < 3 && parsed.block.bullet && title.every((s, i) => stems[i]?.stem === s) ? { start: stems[0]?.start ?? 0 } : null);
				if (place) found.push({ position: place.start, project });
			}
		}
		found.sort((a, b) => a.position - b.position);
		this.#anchors.set(parsed, found);
		return found;
	}

	#settle(text: ParsedText): void {
		const named = new Set(text.blocks.flatMap((parsed) => this.#anchorsOf(parsed).map(({ project }) => project)));
		const [only] = named;
		this.#ofText.set(text.name, named.size === 1 ? (only ?? null) : null);
		if (named.size < 2) return;
		let current: NamedProject | null = null;
		let item = -1;
		for (const parsed of text.blocks) {
			const { block } = parsed;
			const anchors = this.#anchorsOf(parsed);
			const first = anchors[0];
			const opening = new Set(anchors.filter(({ position }) => sentenceAt(block, position) === 0).map(({ project }) => project));
			const heading = first !== undefined && (opening.size === 1 || (opening.size === 0 && first.position < 160));
			if (block.item !== item || heading) {
				// A list item speaks for itself; a paragraph that begins with a project's name or is its heading carries on.
				if (heading && first) current = first.project;
				else if (block.bullet && parsed.money.length + parsed.periods.length > 0 && itemTitle(parsed) !== null) current = null;
			}
			item = block.item;
			this.#blockProject.set(parsed, current);
		}
	}

	#tie(texts: readonly ParsedText[]): void {
		const mentioned = new Set(texts.flatMap((text) => text.blocks.flatMap((parsed) => this.#anchorsOf(parsed).map(({ project }) => project))));
		const candidates = mentioned.size > 0 ? mentioned : new Set(this.all);
		const [only] = candidates;
		for (const text of texts) {
			if (text.blocks.some((parsed) => this.#anchorsOf(parsed).length > 0)) continue;
			if (candidates.size > 1) continue;
			this.tied.add(text.name);
			if (only) this.#ofText.set(text.name, only);
			else this.#ofText.set(text.name, anonymous);
		}
	}

	/** What a registered project is called among the facts. */
	labelOf(code: string): string {
		return this.all.find((project) => project.codes.has(code))?.label ?? code;
	}

	/** The project that a position speaks of; null when the text does not tell. */
	at(file: string, parsed: Parsed, position: number): NamedProject | null {
		const anchors = this.#anchorsOf(parsed);
		const whole = this.#ofText.get(file) ?? null;
		if (whole) return whole;
		const sentence = sentenceAt(parsed.block, position);
		const here = anchors.filter((anchor) => sentenceAt(parsed.block, anchor.position) === sentence);
		const before = here.findLast((anchor) => anchor.position <= position) ?? here[0];
		return before?.project ?? this.#blockProject.get(parsed) ?? null;
	}
}

/** The project of texts that name none: all of them speak of the same. */
export const anonymous: NamedProject = { codes: new Set(), acronyms: new Set(), titles: [], label: '', places: [] };

const wordsOf = (title: string): ReturnType<typeof between> =>
	[...title.matchAll(/[\p{L}\p{M}]+|[-–]/gu)].map((match, index, all) => {
		const previous = all[index - 1];
		const folded = match[0].normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
		return { kind: /^\p{L}/u.test(match[0]) ? 'word' : 'mark', text: match[0], folded, start: match.index, end: match.index + match[0].length, gap: previous !== undefined && match.index > previous.index + previous[0].length };
	});
