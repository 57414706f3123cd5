import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { tallySurvey } from '#modules/survey/index.ts';
import { ms, print, time } from './measure.ts';
import type { Bench } from './region.ts';
import { benchQuestions, seedSurvey } from './survey-rows.ts';

const sizes = [1_000, 100_000, 1_000_000];

/**
 * The aggregates that a tally is measured against, over the same rows. `counts` gives the counts per question and answer
 * alone; `means` is the least that one could ask for: a mean of every question. Neither knows groups, batteries or α.
 */
const aggregates = {
	counts: (context: Context, surveyId: string) => sql`select question, choice, count(*) from survey_response, unnest(choices) with ordinality as u (choice, question) where region_id = ${context.regionId} and survey_id = ${surveyId} group by question, choice`.execute(context.tx),
	means: (context: Context, surveyId: string) => sql`select ${sql.join(Array.from({ length: benchQuestions }, (_, i) => sql`avg(choices[${sql.lit(i + 1)}])`))} from survey_response where region_id = ${context.regionId} and survey_id = ${surveyId}`.execute(context.tx)
};

/** How long a publication takes beside one plain SQL aggregate over the same rows, and how that grows. */
export async function publications(bench: Bench): Promise<void> {
	const { regionId } = await bench.region(1);
	const middle: number[] = [];
	for (const size of sizes) {
		const start = performance.now();
		const surveyId = await bench.run(regionId, (context) => seedSurvey(context, size));
		await bench.settle();
		console.log(`\n${size} responses of ${benchQuestions} questions (written in ${ms(performance.now() - start)})`);
		const tally = await time(() => bench.run(regionId, (context) => tallySurvey(context, surveyId)));
		print('tally: counts, groups, batteries', tally, `${(tally.median * 1000 / size).toFixed(2)} µs a response`);
		for (const name of ['counts', 'means'] as const) {
			const plain = await time(() => bench.run(regionId, (context) => aggregates[name](context, surveyId)));
			print(`one SQL aggregate: ${name}`, plain, `the tally takes × ${(tally.median / plain.median).toFixed(2)}`);
		}
		middle.push(tally.median / size);
	}
	console.log(`\nTime a response, against ${sizes[0]} responses: ${sizes.map((size, i) => `${size}: × ${((middle[i] ?? 0) / (middle[0] ?? 1)).toFixed(2)}`).join('   ')}`);
}
