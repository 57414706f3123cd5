import { slipOf } from './causes.ts';
import type { CountFact } from './facts.ts';
import type { CheckResult } from './model.ts';
import { byPlace, earlier, relationOf, rounded, valueOf, type Relation } from './relation.ts';

const text = (fact: CountFact): string => String(fact.value);

/** Things that many sentences count for many reasons: only figures that are surely about the same are compared. */
const common = new Set(['person', 'participant', 'child', 'young person', 'family', 'senior', 'specialist', 'event', 'course', 'visit', 'place', 'object', 'partner', 'municipality', 'institution', 'service', 'topic', 'plan', 'publication', 'vehicle', 'centre', 'volunteer', 'carer', 'dwelling', 'garden', 'trail', 'playground', 'strategy', 'methodology', 'handbook', 'study', 'survey', 'campaign', 'film', 'exhibition', 'festival', 'concert', 'competition', 'hike', 'lecture', 'room', 'device', 'app', 'network', 'school', 'kindergarten', 'company', 'tool', 'module', 'model', 'club', 'meeting']);
const people = new Set(['person', 'participant', 'child', 'young person', 'family', 'senior']);

const languageOf = (fact: CountFact): string | null => fact.narrowed.map((n) => /^(..):/.exec(n)?.[1]).find((l) => l !== undefined) ?? null;

/** How the kinds of two counted things stand: the same, one part of the other, or not comparable. */
function kinship(a: CountFact, b: CountFact): 'same' | 'a-in-b' | 'b-in-a' | null {
	const [x, y] = [languageOf(a), languageOf(b)];
	// Words of one language say nothing beside words of another: only what all languages share decides.
	const shared = x !== null && y !== null && x !== y;
	const kinds = [a, b].map((fact) => fact.narrowed.filter((n) => !shared || !/^..:/.test(n)));
	const [r = [], s = []] = kinds;
	const [p, q] = [[...r, ...a.also.filter((n) => s.includes(n) && !r.includes(n))], [...s, ...b.also.filter((n) => r.includes(n) && !s.includes(n))]];
	const [pInQ, qInP] = [p.every((n) => q.includes(n)), q.every((n) => p.includes(n))];
	if (pInQ && qInP) return 'same';
	return qInP ? 'a-in-b' : pInQ ? 'b-in-a' : null;
}

/** Whether two numbers may both be true of the same things. */
function compatible(a: CountFact, b: CountFact): boolean {
	if (a.value === b.value) return true;
	const [low, high] = a.value < b.value ? [a, b] : [b, a];
	if (low.compare === 'at-least' || high.compare === 'at-most') return true;
	if (low.compare === 'about' || high.compare === 'about') return (high.value - low.value) * 10 <= high.value;
	return false;
}

function alike(a: CountFact, b: CountFact): number {
	const [x, y] = [a.context(), b.context()];
	return x.filter((word) => y.includes(word)).length / Math.max(1, Math.min(x.length, y.length));
}

/** Swapped digits of a long enough number speak for themselves. */
const isSlip = (a: CountFact, b: CountFact): boolean => Math.min(a.value, b.value) >= 100 && slipOf(text(a), text(b)) === 'swapped_digits';

function worthComparing(a: CountFact, b: CountFact, all: readonly CountFact[]): boolean {
	if (isSlip(a, b)) return true;
	const unknown = a.concept.includes(':');
	if (!common.has(a.concept) && !unknown) return true;
	// The only such number of either text, or sentences that say much the same.
	const only = (fact: CountFact): boolean => all.filter((other) => other.file === fact.file && other.concept === fact.concept && other.bound === fact.bound && kinship(other, fact) === 'same').length === 1;
	if (a.file !== b.file) return (only(a) && only(b) && (!people.has(a.concept) || Math.min(a.value, b.value) >= 50)) || alike(a, b) >= 0.6;
	return alike(a, b) >= 0.6;
}

/** Parts of a whole in one text: "8 visits: 5 to Lithuania and 3 to Latvia", or a table by partners. */
function partition(a: CountFact, b: CountFact, all: readonly CountFact[]): boolean {
	const rows = all.filter((f) => f.file === a.file && f.concept === a.concept);
	if (a.file !== b.file) return false;
	const values = rows.map((f) => f.value);
	const [low, high] = a.value < b.value ? [a.value, b.value] : [b.value, a.value];
	return new Set(values).size > 2 || values.includes(high - low) && values.length > 2;
}

/** What happens in one place or year is part of all of it; only things that are counted as such are compared so. */
const boundsMeet = (a: CountFact, b: CountFact): boolean => a.bound === b.bound || ((a.bound === '') !== (b.bound === '') && !common.has(a.concept) && !a.concept.includes(':') && !['each', 'some'].includes(a.bound || b.bound));

function boundKinship(a: CountFact, b: CountFact): 'a-in-b' | 'b-in-a' | null {
	const kin = kinship(a, b);
	if (kin === null) return null;
	if (a.bound !== '') return kin === 'b-in-a' ? null : 'a-in-b';
	return kin === 'a-in-b' ? null : 'b-in-a';
}

interface Found {
	readonly a: CountFact;
	readonly b: CountFact;
	readonly relation: Relation;
	readonly kin: 'same' | 'part';
}

/**
 * What is registered is compared in the text's own language where it is worded in it; when one registered thing says what
 * the text says, the text means that one; otherwise the one whose kind is exactly the text's.
 */
function meant(fact: CountFact, registered: CountFact, all: readonly CountFact[]): boolean {
	const inOwnWords = (other: CountFact): boolean => other.language === fact.language || other.origin?.languages.includes(fact.language) === false;
	if (!inOwnWords(registered)) return false;
	const others = all.filter((other) => other.version === registered.version && other.origin?.path !== registered.origin?.path && inOwnWords(other) && kinship(fact, other) !== null && (other.bound === '' || other.bound === fact.bound));
	if (others.some((other) => compatible(fact, other))) return false;
	return kinship(fact, registered) === 'same' || !others.some((other) => kinship(fact, other) === 'same');
}

function pairsOf(facts: readonly CountFact[]): Found[] {
	const found: Found[] = [];
	for (const [index, x] of facts.entries()) {
		for (const y of facts.slice(index + 1)) {
			if ((x.version !== null && y.version !== null) || !boundsMeet(x, y) || x.bound === 'each' || x.bound === 'some' || x.sentence === y.sentence || compatible(x, y)) continue;
			if (x.version !== y.version && !(x.version === null ? meant(x, y, facts) : meant(y, x, facts))) continue;
			const kin = x.bound === y.bound ? kinship(x, y) : boundKinship(x, y);
			// A part may be smaller than its whole, never larger.
			if (kin === null || (kin === 'a-in-b' && x.value <= y.value) || (kin === 'b-in-a' && y.value <= x.value)) continue;
			if (!worthComparing(x, y, facts) || partition(x, y, facts)) continue;
			const [a, b] = [x, y].sort(earlier) as [CountFact, CountFact];
			found.push({ a, b, relation: relationOf(a, b), kin: kin === 'same' ? 'same' : 'part' });
		}
	}
	return found;
}

function resultOf({ a, b, relation, kin }: Found): CheckResult {
	const base = { subject: 'count', values: [valueOf(a, text(a)), valueOf(b, text(b))], project: a.project || null } as const;
	const cause = isSlip(a, b) ? 'swapped_digits' : null;
	const surest = Math.min(a.sure, b.sure) * (kin === 'part' ? 0.75 : 1) * (common.has(a.concept) && cause === null ? 0.8 : 1);
	const what = a.words.length >= b.words.length || b.version !== null ? a.words : b.words;
	const params = { what, a: text(a), b: text(b) };
	if (relation === 'changed') return { ...base, kind: 'changed', severity: 'note', confidence: rounded(0.9 * surest), code: 'count_changed', params, cause: null };
	if (relation === 'planned-reached') {
		const fewer = b.value < a.value;
		return { ...base, kind: 'contradiction', severity: 'warning', confidence: rounded((fewer ? 0.85 : 0.7) * surest), code: fewer ? 'count_not_reached' : 'count_exceeded', params: { what, planned: text(a), reached: text(b) }, cause };
	}
	if (kin === 'part') {
		const [part, whole] = a.value > b.value ? [a, b] : [b, a];
		return { ...base, kind: 'contradiction', severity: 'warning', confidence: rounded(0.85 * surest), code: 'count_part_over_whole', params: { what, part: text(part), whole: text(whole) }, cause };
	}
	return { ...base, kind: 'contradiction', severity: surest >= 0.75 ? 'error' : 'warning', confidence: rounded((cause ? 0.95 : 0.9) * surest), code: 'count_differs', params, cause };
}

/** The same pair of numbers for the same things is one finding; its surest and earliest places are shown, others behind them. */
function merged(found: readonly Found[]): CheckResult[] {
	const groups = new Map<string, Found[]>();
	for (const pair of found) {
		const key = `${pair.relation} ${pair.a.value} ${pair.b.value} ${pair.a.bound}`;
		groups.set(key, [...(groups.get(key) ?? []), pair]);
	}
	return [...groups.values()].map((group) => {
		const [first, ...rest] = [...group].sort((p, q) => Number(q.kin === 'same') - Number(p.kin === 'same') || Math.min(q.a.sure, q.b.sure) - Math.min(p.a.sure, p.b.sure) || byPlace(p.a, q.a) || byPlace(p.b, q.b));
		const result = resultOf(first as Found);
		const values = [...result.values];
		for (const fact of rest.flatMap(({ a, b }) => [a, b]).sort(byPlace)) {
			const value = valueOf(fact, text(fact));
			if (!values.some((other) => other.file === value.file && other.line === value.line)) values.push(value);
		}
		return { ...result, values: values.slice(0, 8) };
	});
}

/** Counted things that do not agree. */
export function differingCounts(facts: readonly CountFact[]): CheckResult[] {
	const results: CheckResult[] = [];
	const groups = new Map<string, CountFact[]>();
	for (const fact of [...facts].sort(byPlace)) {
		const key = JSON.stringify([fact.project, fact.concept]);
		const group = groups.get(key);
		// Endless repetition adds nothing and would cost its square.
		if (!group) groups.set(key, [fact]);
		else if (group.length < 120) group.push(fact);
	}
	for (const group of groups.values()) results.push(...merged(pairsOf(group)));
	return [...results, ...otherThings(facts), ...lists(facts)];
}

/** The concept counts one thing for a purpose, the later text as many of another: seven services, then seven institutions. */
function otherThings(facts: readonly CountFact[]): CheckResult[] {
	const results: CheckResult[] = [];
	const sorted = [...facts].sort(byPlace);
	for (const a of sorted.filter((f) => f.stage === 'concept' && f.theme !== '').slice(0, 100)) {
		if (sorted.some((f) => f.stage !== 'concept' && f.project === a.project && f.concept === a.concept && f.theme === a.theme)) continue;
		const b = sorted.find((f) => f.stage !== 'concept' && f.project === a.project && f.concept !== a.concept && f.value === a.value && f.bound === a.bound && (f.theme === a.theme || f.concept === a.theme) && !sorted.some((g) => g.stage === 'concept' && g.project === f.project && g.concept === f.concept));
		if (!b) continue;
		const [x, y] = [`${a.value} ${a.words}`, `${b.value} ${b.words}`];
		results.push({ kind: 'changed', subject: 'count', severity: 'note', confidence: rounded(0.6 * Math.min(a.sure, b.sure)), values: [valueOf(a, x), valueOf(b, y)], code: 'count_thing_changed', params: { a: x, b: y }, cause: null, project: a.project || null });
	}
	return results;
}

/** A number against the list of organisations behind it. */
function lists(facts: readonly CountFact[]): CheckResult[] {
	return facts.flatMap((fact): CheckResult[] => {
		const { listed } = fact;
		if (!listed || fact.compare !== 'exact') return [];
		const base = { kind: 'contradiction', subject: 'count', values: [valueOf(fact, text(fact)), valueOf(fact, String(listed.all === fact.value ? listed.fitting : listed.all))], cause: null, project: fact.project || null } as const;
		if (listed.all !== fact.value && listed.fitting !== fact.value) return [{ ...base, severity: 'warning', confidence: rounded(0.7 * fact.sure), code: 'count_list', params: { what: fact.words, stated: text(fact), listed: String(listed.all) } }];
		if (listed.fitting !== fact.value) return [{ ...base, severity: 'note', confidence: rounded(0.6 * fact.sure), code: 'count_list_kind', params: { what: fact.words, stated: text(fact), fitting: String(listed.fitting) } }];
		return [];
	});
}
