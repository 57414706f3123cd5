import { cents } from '#platform/money.ts';
import type { Money } from './amounts.ts';
import { sentenceAt } from './blocks.ts';
import type { MoneyFact } from './facts.ts';
import { groundAt, type Reading } from './ground.ts';
import type { NamedOrganisation, Organisation } from './organisations.ts';
import { between, near, type Parsed } from './parse.ts';
import { cellAt, rowsOf, type Row } from './tables.ts';
import { capital, type Token } from './tokens.ts';
import { isSmall, means } from './words.ts';

/** Reads short names of organisations: "ZPR" is the one whose words begin so. */
export type Resolve = (initials: string) => Organisation | null;

type Role = Pick<MoneyFact, 'scope' | 'partner' | 'fund' | 'fundName' | 'qualifier'> & { readonly sure: number; /** Says itself that it is part of the amount before. */ readonly within: boolean };

const notInitials = /^(?:EUR|LVL|LTL|ES|EU|ERAF|ERPF|ERDF|ESF|EEZ|EEE|EEA|PVN|PVM|VAT|LV|LT|NR)$/;

interface Clues {
	readonly tokens: readonly Token[];
	readonly organisations: readonly NamedOrganisation[];
}

/** The fund that the words name: the most telling word wins. */
function fundOf(tokens: readonly Token[], organisation: boolean): { fund: MoneyFact['fund']; name: string } {
	const first = (...meanings: Parameters<typeof means>[1][]): Token | undefined => tokens.find((token) => token.kind === 'word' && means(token, ...meanings));
	const co = first('cofinancing') ?? tokens.find((token, index) => token.folded === 'co' && tokens[index + 1]?.text === '-');
	const eu = first('eu');
	if (eu) return { fund: 'eu', name: eu.text };
	const donor = first('donor');
	if (donor) return { fund: 'donor', name: donor.text };
	const state = first('state');
	if (state && !organisation) return { fund: 'state', name: state.text };
	const own = first('own');
	if (own || (co && !organisation && tokens.some((token) => /^(?:pasvaldib|savivaldyb|municipal)/.test(token.folded)))) return { fund: 'own', name: own?.text ?? co?.text ?? '' };
	// A grant is what the programme pays, whatever the programme.
	const grant = first('grant');
	if (grant && !organisation) return { fund: 'eu', name: grant.text };
	if (first('programme') && !first('total') && tokens.some((token) => /^(?:finans|fund|contribut|dala|dalis|part|param|atbalst)/.test(token.folded))) return { fund: 'eu', name: first('programme')?.text ?? '' };
	if (co) return first('programme') ? { fund: 'eu', name: co.text } : { fund: 'cofinancing', name: co.text };
	return { fund: 'all', name: '' };
}

/** What an amount is, by the words of its clause; null when they do not say. */
function roleOf(parsed: Parsed, clues: Clues, resolve: Resolve): Role | null {
	const { tokens } = clues;
	const words = tokens.filter((token) => token.kind === 'word');
	const has = (...meanings: Parameters<typeof means>[1][]): boolean => words.some((token) => means(token, ...meanings));
	const named = clues.organisations.findLast(({ organisation }) => organisation.type !== 'region' || organisation.about.includes('planning'));
	const short = words.findLast((token) => /^\p{Lu}{2,6}$/u.test(token.text) && !notInitials.test(token.text) && !means(token, 'eu', 'donor'));
	const partner = named?.organisation ?? (short ? resolve(short.text) : null);
	const { fund, name } = fundOf(words, partner !== null);
	const within = words.some((token) => means(token, 'ofwhich')) || /\bt\.? ?sk\b|\bis j[ua]\b|\bof which\b|\bno (?:kur|t[aio])/.test(clues.tokens.map((token) => token.folded + (token.gap ? '' : '')).join(' '));
	const head = has('money', 'part', 'cofinancing') || words.some((token, index) => token.folded === 'co' && /^(?:financ|fund)/.test(words[index + 1]?.folded ?? ''));
	// What the words name besides: "Total cost of the lift" is not the project's.
	const strange = words.filter((token, index) => {
		if (token.folded.length < 4 || capital(token) || isSmall(token.folded, parsed.language)) return false;
		if (means(token, 'total', 'money', 'part', 'cofinancing', 'eu', 'donor', 'state', 'own', 'project', 'programme', 'ofwhich', 'consist', 'plain', 'about', 'least', 'most', 'lead', 'partner', 'planned', 'reported', 'term', 'concept', 'eligible', 'carried', 'ends', 'begins', 'indicative', 'changed', 'earlier', 'grant')) return false;
		if (clues.organisations.some((o) => token.start >= o.start && token.end <= o.end)) return false;
		return index >= 0 && !/^(?:region|attist|fond|fund|savien|union|sajung|menes|gad|met|skait|sastav|ieros|apjom|dyd|suma|kas|laik|pareja|teritorial|sadarb|bendradarb|parrobez)/.test(token.folded);
	});
	const qualifier = has('eligible') ? 'eligible' : '';
	if (partner && (head || fund !== 'all' || has('total') || clues.tokens.some((token) => /^[:–—-]+$/.test(token.text)))) return { scope: 'partner', partner, fund, fundName: name, qualifier, sure: (head || fund !== 'all' ? 1 : 0.8) * (strange.length > 1 ? 0.85 : 1), within };
	if (fund !== 'all') {
		if (!head && words.length > 8 && !within) return null;
		return { scope: 'project', partner: null, fund, fundName: name, qualifier, sure: strange.length > 1 ? 0.8 : 1, within };
	}
	if (has('programme') && !has('project')) return null;
	const total = has('total');
	// "Jo biudžetas siekė …", "Its budget is …": the project of the sentence before.
	const project = has('project') || words.slice(0, -1).some((token, index) => /^(?:jo|ta|its|tas)$/.test(token.folded) && words.slice(index + 1, index + 3).some((next) => means(next, 'money', 'total')));
	if (!head && !(total && project)) return null;
	if (strange.length > 0 && !(total && project && strange.length < 3)) return null;
	if (within) return null;
	if (total || project || words.filter((token) => !means(token, 'plain', 'about', 'indicative', 'consist')).length <= 2) return { scope: 'project', partner: null, fund: 'all', fundName: '', qualifier, sure: strange.length > 0 ? 0.85 : total ? 1 : project ? 0.97 : 0.85, within };
	return null;
}

/** The words on the left of an amount that may say what it is: back to the amount before it, to a bracket or the sentence's beginning. */
function leftOf(parsed: Parsed, money: Money, before: Money | undefined): Token[] {
	const { block } = parsed;
	const [from] = near(parsed, money.start);
	let start = Math.max(from, before && before.end > from ? before.end : from);
	const bracket = start + block.folded.slice(start, money.start).lastIndexOf('(');
	if (bracket > start && !block.folded.slice(bracket, money.start).includes(')') && between(parsed, bracket, money.start).some((token) => token.kind === 'word' && token.text.length > 3)) start = bracket;
	return withoutTitles(parsed, between(parsed, start, money.start));
}

const withoutTitles = (parsed: Parsed, tokens: readonly Token[]): Token[] =>
	tokens.filter((token) => !parsed.titles.some((title) => token.start >= title.start && token.end <= title.end) && !parsed.codes.some((code) => token.start >= code.start && token.end <= code.end));

/** The words on the right up to the next sign or figure: "672 576,74 EUR ir ERAF līdzfinansējums". */
function rightOf(parsed: Parsed, money: Money, next: Money | undefined): Token[] {
	const [, to] = near(parsed, money.start);
	const right = between(parsed, money.end, Math.min(to, next?.start ?? to));
	const stop = right.findIndex((token, index) => (token.kind !== 'word' && !/^[-–]$/.test(token.text) && !(token.text === '"')) || (index > 0 && means(token, 'ofwhich')) || index > 7);
	const tokens = stop < 0 ? right : right.slice(0, stop);
	// With another amount close behind, the words between belong to it unless "is" or "from" ties them to this one.
	const tied = means(tokens[0], 'consist') || /^(?:no|is|from|of|by|nuo)$/.test(tokens[0]?.folded ?? '');
	// "214 350 EUR of the total budget of 540 000 EUR": the words are the next amount's.
	const leads = /^(?:no|of|from|nuo|is)$/.test(tokens[0]?.folded ?? '') && tokens.some((token) => means(token, 'total'));
	return stop < 0 && next && next.start < to && (!tied || leads) ? [] : tokens;
}

const within = (parsed: Parsed, tokens: readonly Token[]): Clues => {
	const [first, last] = [tokens[0], tokens.at(-1)];
	return { tokens, organisations: first && last ? parsed.organisations.filter((o) => o.start >= first.start && o.end <= last.end) : [] };
};

/** The last part of a clause between commas that says what the amount is, wider when it says nothing. */
function narrow(parsed: Parsed, tokens: readonly Token[]): Token[][] {
	const commas = tokens.flatMap((token, index) => (/^[,;]$/.test(token.text) ? [index] : []));
	return [...commas.toReversed().slice(0, 3).map((index) => tokens.slice(index + 1)), [...tokens]].filter((part) => part.some((token) => token.kind === 'word') || parsed.tokens.length === 0);
}

/** What a cell of a table says of itself: the words of its row and of its column. */
function cellClues(parsed: Parsed, row: Row, position: number): Clues {
	const [first] = row.cells;
	const column = row.header?.cells[cellAt(row, position)];
	const label = first ? between(parsed, first.start, first.end) : [];
	const head = row.header && column ? between(row.header.parsed, column.start, column.end) : [];
	return { tokens: [...label, ...head], organisations: first ? parsed.organisations.filter((o) => o.end <= first.end) : [] };
}

/** A short line without figures that may be the label of the amount below it. */
const isLabel = (parsed: Parsed | undefined): parsed is Parsed => parsed !== undefined && parsed.block.text.length <= 120 && parsed.money.length === 0 && parsed.periods.length === 0 && !/[.!?]$/.test(parsed.block.text.trim());

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** The amounts of a text with what they are. */
export function moneyFacts(reading: Reading, resolve: Resolve): MoneyFact[] {
	const facts: MoneyFact[] = [];
	const { blocks } = reading.text;
	const rows = rowsOf(blocks);
	for (const [index, parsed] of blocks.entries()) {
		const row = rows.get(parsed);
		let whole: { role: Role; group: string; cents: bigint } | null = null;
		for (const [position, money] of parsed.money.entries()) {
			const before = parsed.money[position - 1];
			const next = parsed.money[position + 1];
			const sameSentence = before !== undefined && sentenceAt(parsed.block, before.start) === sentenceAt(parsed.block, money.start);
			const left = leftOf(parsed, money, before);
			const right = rightOf(parsed, money, next);
			let role: Role | null = null;
			const bare = !left.some((token) => token.kind === 'word' && token.text.length > 1);
			for (const part of narrow(parsed, left)) {
				role = roleOf(parsed, within(parsed, part), resolve);
				if (role) break;
			}
			// "791 256 EUR from the ERDF", "no kuriem 672 576,74 EUR ir ERAF līdzfinansējums": the words after it say more.
			if ((role === null || (role.fund === 'all' && role.scope === 'project')) && right.length > 0) {
				const after = roleOf(parsed, within(parsed, right), resolve);
				const start = left.filter((token) => token.kind === 'word');
				const opened = start.some((token) => means(token, 'ofwhich')) || /\b(?:is j[ua]|of which|no kur\w+)\b/.test(start.map((t) => t.folded).join(' '));
				if (after && (role === null || after.fund !== 'all')) role = { ...after, within: after.within || opened };
			}
			if (row && cellAt(row, money.start) > 0) role = roleOf(parsed, cellClues(parsed, row, money.start), resolve) ?? role;
			const label = blocks[index - 1];
			if (role === null && bare && position === 0 && isLabel(label)) role = roleOf(parsed, { tokens: label.tokens, organisations: label.organisations }, resolve);
			// A part without an owner of its own belongs to the amount it is part of.
			const inBracket = left.some((token) => token.text === '(');
			if (role && role.scope === 'project' && role.fund !== 'all' && whole && (sameSentence || role.within || inBracket) && cents(money.amount) <= whole.cents && whole.role.scope !== 'unknown') role = { ...role, scope: whole.role.scope, partner: whole.role.partner, sure: role.sure * whole.role.sure };
			// Below a partner's amount, a fund's amount of its own line may be either's.
			const above = facts.at(-1);
			if (role && role.scope === 'project' && role.fund !== 'all' && position === 0 && !role.within && above?.scope === 'partner' && above.group.startsWith(`${reading.text.name}#${index - 1}.`) && above.fund === 'all' && cents(money.amount) <= cents(above.amount)) role = { ...role, scope: 'partner', partner: above.partner, sure: role.sure * 0.8 };
			const owner = role && role.fund === 'all' && role.scope !== 'unknown';
			const group: string = owner || !whole || !role || role.fund === 'all' ? `${reading.text.name}#${index}.${position}` : whole.group;
			if (role && owner) whole = { role, group, cents: cents(money.amount) };
			else if (role === null) whole = null;
			const rate = parsed.rates.find((r) => r.start >= money.end && r.start - money.end < 24 && (next === undefined || r.start < next.start) && !/[.;*×=]|\bx\b/.test(parsed.block.folded.slice(money.end, r.start)) && !/\p{L}{4,}/u.test(parsed.block.text.slice(money.end, r.start))) ?? parsed.rates.find((r) => r.end <= money.start && money.start - r.end < 12 && !/[.;,]/.test(parsed.block.folded.slice(r.end, money.start)) && (before === undefined || r.start > before.end));
			const words = left.concat(right).filter((token) => token.kind === 'word');
			facts.push({
				...groundAt(reading, parsed, money.start, role?.sure ?? 0.5),
				amount: money.amount,
				currency: money.currency,
				unit: words.some((token) => means(token, 'about')) && money.unit <= 100n ? max(money.unit, cents(money.amount) / 100n) : money.unit,
				scope: role?.scope ?? 'unknown',
				partner: role?.partner ?? null,
				fund: role?.fund ?? 'all',
				fundName: role?.fundName ?? '',
				qualifier: role?.qualifier ?? '',
				rate: rate ? { percent: rate.percent, decimals: rate.decimals } : null,
				group,
				atMost: words.some((token) => means(token, 'most'))
			});
		}
	}
	return facts;
}
