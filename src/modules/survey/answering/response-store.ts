import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { NewResponse } from '../model.ts';
import { shuffled } from '../shuffle.ts';

/**
 * Writes answers that came on paper or from another tool, a few statements for however many. Texts stand apart, and neither
 * lie in the order in which they were given: the n-th text would else belong to the n-th answer.
 */
export async function insertResponses(context: Context, surveyId: string, responses: readonly NewResponse[]): Promise<void> {
	const answered_on = dayOf(context.now);
	const of = { region_id: context.regionId, survey_id: surveyId };
	for (const some of slices(shuffled(responses), 1000)) {
		await context.tx
			.insertInto('survey_response')
			.values(some.map(({ variant, channel, assisted, choices }) => ({ ...of, answered_on, variant, channel, assisted, choices: [...choices] })))
			.execute();
	}
	const texts = responses.flatMap(({ variant, texts }) => Object.entries(texts).map(([question, body]) => ({ ...of, variant, question, body })));
	for (const part of slices(shuffled(texts), 1000)) await context.tx.insertInto('survey_text').values(part).execute();
}

function* slices<T>(items: readonly T[], size: number): Generator<T[]> {
	for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}
