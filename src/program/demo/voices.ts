import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkAnswers, choicesOf, closedQuestions, declinedId, rangeOf, textQuestions, type Assistance, type Channel, type NewResponse, type Question, type Variant, type VariantName } from '#modules/survey/index.ts';
import type { Seeded } from './seed.ts';

const texts = z.array(z.string().min(1)).min(1);
const Voices = z.object({ clients: z.object({ lv: texts, lt: texts }), staff: z.object({ lv: texts, lt: texts }) });
export type Voices = z.infer<typeof Voices>;

/** Reads the invented free answers from voices.yaml beside this file. */
export const readVoices = async (): Promise<Voices> => Voices.parse(parse(await readFile(join(import.meta.dirname, 'voices.yaml'), 'utf8')));

export interface Crowd {
	readonly variant: Variant;
	readonly name: VariantName;
	readonly count: number;
	/** How good they find the service, from 0 to 1. */
	readonly mood: number;
	readonly channels: readonly Channel[];
	/** How many of a hundred had help. */
	readonly helped: number;
	/** What somebody of them may write; each text is used once. */
	readonly says: readonly string[];
}

/** Invented answers of a crowd: people differ from each other, questions differ from each other, and some are left out. */
export function answersOf(seed: Seeded, crowd: Crowd): NewResponse[] {
	const { variant } = crowd;
	const ease = new Map(variant.questions.map(({ id }) => [id, seed.random() * 0.4 - 0.2]));
	const says = [...crowd.says];
	const writeIn = textQuestions(variant)[0]?.id;
	return Array.from({ length: crowd.count }, (): NewResponse => {
		const person = crowd.mood + seed.random() * 0.7 - 0.35;
		const said = Object.fromEntries(closedQuestions(variant).map((question) => [question.id, saidTo(seed, variant, question, person + (ease.get(question.id) ?? 0))]));
		const body = writeIn !== undefined && seed.chance(0.35) ? says.shift() : undefined;
		const { choices, texts } = checkAnswers(variant, writeIn !== undefined && body !== undefined ? { ...said, [writeIn]: [body] } : said);
		const assisted: Assistance = seed.integer(1, 100) <= crowd.helped ? seed.pick(['relative', 'staff', 'staff', 'independent'] as const) : 'no';
		return { variant: crowd.name, channel: seed.pick(crowd.channels), assisted, choices, texts };
	});
}

/** What somebody in this mood (0 to 1) says to a question, as a form would send it. */
function saidTo(seed: Seeded, variant: Variant, question: Question, mood: number): string[] {
	if (seed.chance(0.03)) return [];
	if (question.kind === 'number') return [String(seed.integer(question.min, Math.min(question.max, question.min + 30)))];
	const choices = choicesOf(variant, question);
	if (seed.chance(0.02)) return [declinedId];
	const real = choices.filter(({ id }) => id !== declinedId);
	if (question.kind === 'multiple') return real.flatMap(({ id }) => (seed.chance(0.35) ? [id] : []));
	const valued = real.flatMap(({ id, value }) => (value === null ? [] : [{ id, value }]));
	if (valued.length === 0) return [seed.pick(real).id];
	if (seed.chance(0.04)) return real.filter(({ value }) => value === null).map(({ id }) => id).slice(0, 1);
	const { low, high } = rangeOf(choices);
	const wanted = question.kind === 'scale' && question.reversed ? 1 - mood : mood;
	const value = low + Math.max(0, Math.min(1, wanted + seed.random() * 0.56 - 0.28)) * (high - low);
	return [valued.reduce((best, next) => (Math.abs(next.value - value) < Math.abs(best.value - value) ? next : best)).id];
}
