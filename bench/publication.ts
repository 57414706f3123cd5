import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { RegionId } from '#platform/ids.ts';
import { publish, surveyResults } from '#modules/results/index.ts';
import { tallySurvey } from '#modules/survey/index.ts';
import { ms, print, time, type Timing } from './measure.ts';
import type { Bench } from './region.ts';
import { benchQuestions, seedSurvey } from './survey-rows.ts';

const sizes = [1_000, 100_000, 1_000_000];

/**
 * The aggregates that a publication is measured against, over the same rows. `counts` gives the counts per question and answer
 * alone; `means` is the least that one could ask for: a mean of every question. Neither knows groups, batteries or α.
 */
const aggregates = {
	counts: (context: Context, surveyId: string) => sql`select question, choice, count(*) from survey_response, unnest(choices) with ordinality as u (choice, question) where region_id = ${context.regionId} and survey_id = ${surveyId} group by question, choice`.execute(context.tx),
	means: (context: Context, surveyId: string) => sql`select ${sql.join(Array.from({ length: benchQuestions }, (_, i) => sql`avg(choices[${sql.lit(i + 1)}])`))} from survey_response where region_id = ${context.regionId} and survey_id = ${surveyId}`.execute(context.tx)
};

/** What the parts measure: making publications, reading them, or both over the same surveys. */
export interface Wanted {
	readonly publication: boolean;
	readonly results: boolean;
}

/** How long a publication takes beside one plain SQL aggregate over the same rows, and what the page of results costs then. */
export async function publications(bench: Bench, wanted: Wanted): Promise<void> {
	const { regionId } = await bench.region(1);
	const making: number[] = [];
	const pages: { size: number; timing: Timing }[] = [];
	const surveys: { size: number; surveyId: string }[] = [];
	for (const size of wanted.publication ? sizes : [sizes[0] ?? 0, sizes.at(-1) ?? 0]) {
		const start = performance.now();
		const surveyId = await bench.run(regionId, (context) => seedSurvey(context, size));
		await bench.settle();
		console.log(`\n${size} responses of ${benchQuestions} questions (written in ${ms(performance.now() - start)})`);
		if (wanted.publication) making.push((await onePublication(bench, regionId, surveyId, size)) / size);
		await bench.run(regionId, (context) => publish(context, surveyId, 'closed'));
		surveys.push({ size, surveyId });
	}
	if (wanted.publication) console.log(`\nA publication's time per response, against ${sizes[0]} responses: ${sizes.map((size, i) => `${size}: × ${((making[i] ?? 0) / (making[0] ?? 1)).toFixed(2)}`).join('   ')}`);
	if (!wanted.results) return;
	console.log('');
	for (const { size, surveyId } of surveys) {
		const timing = await time(() => bench.run(regionId, (context) => surveyResults(context, surveyId)));
		print('page of results: queries and figures', timing, `${size} responses`);
		pages.push({ size, timing });
	}
	console.log(`How it grows (median, against ${sizes[0]} responses)   ${pages.map(({ size, timing }) => `${size}: × ${(timing.median / (pages[0]?.timing.median ?? 1)).toFixed(2)}`).join('   ')}`);
}

/** Thrown after a publication was made, so that it can be made again. */
class Undone extends Error {}

async function onePublication(bench: Bench, regionId: RegionId, surveyId: string, size: number): Promise<number> {
	const whole = await time(() =>
		bench
			.run(regionId, async (context) => {
				await publish(context, surveyId, 'closed');
				throw new Undone();
			})
			.catch((problem: unknown) => {
				if (!(problem instanceof Undone)) throw problem;
			})
	);
	print('publication: tally, cells decided, stored', whole, `${((whole.median * 1000) / size).toFixed(2)} µs a response`);
	print('of which the tally', await time(() => bench.run(regionId, (context) => tallySurvey(context, surveyId))), '');
	for (const name of ['counts', 'means'] as const) {
		const plain = await time(() => bench.run(regionId, (context) => aggregates[name](context, surveyId)));
		print(`one SQL aggregate: ${name}`, plain, `the publication takes × ${(whole.median / plain.median).toFixed(2)}`);
	}
	return whole.median;
}
