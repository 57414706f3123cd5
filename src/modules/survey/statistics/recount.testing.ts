import fc from 'fast-check';
import { assistances, channels, type NewResponse } from '../model.ts';
import { variantNames, type Question, type QuestionnaireDocument, type Variant, type VariantName } from '../questionnaire/model.ts';
import { choicesOf, closedQuestions, rangeOf, scaleOf, variantOf } from '../questionnaire/rules.ts';
import type { GroupTally, VariantTally } from './model.ts';

/** The tally once more, written to be read: everything is looked up answer by answer and nothing is shared with the program's own way. */

export type StoredResponse = Pick<NewResponse, 'variant' | 'channel' | 'assisted' | 'choices'>;

function anyChoice(variant: Variant, question: Question): fc.Arbitrary<number | null> {
	const choices = choicesOf(variant, question).length;
	const given = question.kind === 'number' ? fc.integer({ min: question.min, max: question.max }) : question.kind === 'multiple' ? fc.integer({ min: 0, max: 2 ** choices - 1 }) : fc.integer({ min: 1, max: choices });
	return fc.option(given, { freq: 6 });
}

/** Responses in every variant, by every way in, with answers left out. */
export function anyResponses(document: QuestionnaireDocument, most: number): fc.Arbitrary<StoredResponse[]> {
	const response = (name: VariantName): fc.Arbitrary<StoredResponse>[] => {
		const variant = variantOf(document, name);
		if (!variant) return [];
		return [fc.record({ variant: fc.constant(name), channel: fc.constantFrom(...channels), assisted: fc.constantFrom(...assistances), choices: fc.tuple(...closedQuestions(variant).map((question) => anyChoice(variant, question))) })];
	};
	return fc.array(fc.oneof(...variantNames.flatMap(response)), { maxLength: most });
}

/** The tallies of all variants of the document. */
export const naiveTally = (document: QuestionnaireDocument, responses: readonly StoredResponse[]): VariantTally[] =>
	variantNames.flatMap((name) => {
		const variant = variantOf(document, name);
		const of = responses.filter((response) => response.variant === name);
		return variant ? [{ variant: name, groups: groupsOf(variant, of), countedGroups: groupsOf(variant, of.filter(({ channel }) => channel !== 'open')) }] : [];
	});

function groupsOf(variant: Variant, responses: readonly StoredResponse[]): GroupTally[] {
	const closed = closedQuestions(variant);
	const groups = [tally(variant, null, null, responses)];
	for (const [i, question] of closed.entries()) {
		if (question.kind !== 'single' || !question.group) continue;
		const said = ({ choices }: StoredResponse) => question.options[(choices[i] ?? 0) - 1]?.id ?? 'none';
		for (const value of [...question.options.map(({ id }) => id), 'none']) groups.push(tally(variant, question.id, value, responses.filter((response) => said(response) === value)));
	}
	for (const value of assistances) groups.push(tally(variant, 'assisted', value, responses.filter(({ assisted }) => assisted === value)));
	return groups;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const squares = (values: readonly number[]) => sum(values.map((value) => value * value));

function tally(variant: Variant, by: string | null, value: string | null, responses: readonly StoredResponse[]): GroupTally {
	const closed = closedQuestions(variant);
	const counted = responses.filter(({ channel }) => channel !== 'open');
	const turned = (question: Question, { choices }: StoredResponse): number | null => {
		if (question.kind !== 'scale') return null;
		const { low, high } = rangeOf(scaleOf(variant, question.battery).options);
		const value = choicesOf(variant, question)[(choices[closed.indexOf(question)] ?? 0) - 1]?.value ?? null;
		return value === null ? null : question.reversed ? low + high - value : value;
	};
	const scales = closed.filter(({ kind }) => kind === 'scale');
	const ranges = new Set(scales.map((question) => (question.kind === 'scale' ? JSON.stringify(rangeOf(scaleOf(variant, question.battery).options)) : '')));
	const answeredBy = (response: StoredResponse) => scales.map((question) => turned(question, response)).filter((value) => value !== null);
	const inIndex = (response: StoredResponse) => answeredBy(response).length >= scales.length / 2;
	// Summed by the number of answered questions, as the rule says, so that even the last digit is the same.
	const indexSum = (power: number) => sum(scales.map((_, i) => sum(responses.filter(inIndex).map(answeredBy).filter(({ length }) => length === i + 1).map((values) => sum(values) ** power)) / (i + 1) ** power));
	return {
		by,
		value,
		responses: responses.length,
		counted: counted.length,
		questions: closed.map((question, i) => {
			const choices = choicesOf(variant, question);
			const chose = (response: StoredResponse, choice: number) => (question.kind === 'multiple' ? ((response.choices[i] ?? 0) & (2 ** choice)) !== 0 : response.choices[i] === choice + 1);
			const valued = choices.some(({ value }) => value !== null);
			const isAnswer = (response: StoredResponse) => (question.kind === 'number' ? response.choices[i] !== null : choices.some(({ id, value }, choice) => chose(response, choice) && (valued ? value !== null : id !== 'declined')));
			const numbers = responses.flatMap(({ choices }) => choices[i] ?? []);
			return {
				question: question.id,
				counts: choices.map((_, choice) => responses.filter((response) => chose(response, choice)).length),
				n: responses.filter(isAnswer).length,
				counted: counted.filter(isAnswer).length,
				numbers: question.kind === 'number' ? { sum: sum(numbers), squares: squares(numbers) } : null
			};
		}),
		batteries: variant.batteries.flatMap(({ id }) => {
			const items = closed.filter((question) => question.kind === 'scale' && question.battery === id);
			const complete = (response: StoredResponse) => items.every((question) => turned(question, response) !== null);
			const rows = responses.filter(complete).map((response) => items.map((question) => turned(question, response) ?? 0));
			const column = (item: number) => rows.map((row) => row[item] ?? 0);
			return items.length === 0 ? [] : [{ battery: id, items: items.map(({ id }) => id), n: rows.length, counted: counted.filter(complete).length, sums: items.map((_, item) => sum(column(item))), squares: items.map((_, item) => squares(column(item))), total: { sum: sum(rows.map(sum)), squares: squares(rows.map(sum)) } }];
		}),
		index: scales.length > 0 && ranges.size === 1 ? { n: responses.filter(inIndex).length, counted: counted.filter(inIndex).length, sum: indexSum(1), squares: indexSum(2) } : null
	};
}
