import { dateFacts, durationsOf } from './date-facts.ts';
import { countFacts } from './count-facts.ts';
import type { Facts } from './facts.ts';
import { groundAt, type Reading } from './ground.ts';
import type { CheckResult } from './model.ts';
import { moneyFacts, type Resolve } from './money-facts.ts';
import { initialsOf, type Organisation } from './organisations.ts';
import type { ParsedText } from './parse.ts';
import { partnerFacts } from './partner-facts.ts';
import { placeFacts } from './place-facts.ts';
import { rounded, valueOf } from './relation.ts';

/** Short names of the organisations that the texts name in full: "ZPR" is the Zemgales plānošanas reģions. */
export function shortNames(texts: readonly ParsedText[], registered: readonly Organisation[]): Resolve {
	const known = new Map<string, Organisation>();
	for (const organisation of [...registered, ...texts.flatMap((text) => text.blocks.flatMap((block) => block.organisations.map((o) => o.organisation)))].toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
		const initials = initialsOf(organisation);
		if (initials.length > 1 && !known.has(initials)) known.set(initials, organisation);
	}
	// A short name that no text spells out is a name of its own.
	return (initials) => known.get(initials) ?? null;
}

/** All facts of a text. */
export function factsOf(reading: Reading, resolve: Resolve): Facts {
	// Durations are taken first: "7 dienas" must not be counted.
	const durations = new Map(reading.text.blocks.map((parsed) => [parsed, durationsOf(parsed)] as const));
	return { money: moneyFacts(reading, resolve), dates: dateFacts(reading, durations), counts: countFacts(reading), partners: partnerFacts(reading).facts, places: placeFacts(reading) };
}

/** What stands in a text and could not be read. */
export function unreadOf(reading: Reading): CheckResult[] {
	const results: CheckResult[] = [];
	const { text } = reading;
	for (const part of text.unread) results.push({ kind: 'unread', subject: 'text', severity: 'warning', confidence: 1, values: [{ text: '', value: part.reason, file: text.name, line: part.line }], code: 'unread_part', params: { reason: part.reason }, cause: null, project: null });
	for (const parsed of text.blocks) {
		for (const amount of parsed.unreadAmounts) {
			const ground = groundAt(reading, parsed, amount.start, 1);
			results.push({ kind: 'unread', subject: 'money', severity: 'warning', confidence: 0.9, values: [valueOf(ground, amount.text)], code: 'unread_amount', params: { a: amount.text, readings: amount.readings.join('; ') }, cause: amount.readings.length > 0 ? 'decimal_sign' : null, project: ground.project || null });
		}
		for (const date of parsed.unreadDates) {
			const ground = groundAt(reading, parsed, date.start, 1);
			results.push({ kind: 'unread', subject: 'date', severity: 'warning', confidence: rounded(0.9), values: [valueOf(ground, date.text)], code: 'unread_date', params: { a: date.text }, cause: null, project: ground.project || null });
		}
	}
	for (const { parsed, position } of partnerFacts(reading).empty) {
		const ground = groundAt(reading, parsed, position, 1);
		results.push({ kind: 'unread', subject: 'partner', severity: 'note', confidence: 0.8, values: [valueOf(ground, ground.quote)], code: 'unread_partners', params: {}, cause: null, project: ground.project || null });
	}
	return results;
}
