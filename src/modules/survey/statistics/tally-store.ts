import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { assistances } from '../model.ts';
import { getQuestionnaire } from '../questionnaire/index.ts';
import { variantNames } from '../questionnaire/model.ts';
import { variantOf } from '../questionnaire/rules.ts';
import { readSurvey } from '../running/index.ts';
import { Counter } from './counting.ts';
import type { SurveyTally } from './model.ts';
import { planOf } from './plan.ts';
import { groupTallies } from './summing.ts';

/** Few enough that other requests wait for milliseconds only while a portion is counted. */
const rowsAtOnce = 4000;

/**
 * Counts every answer of a survey in one pass over its rows, in the caller's transaction: time grows with the number of
 * responses, memory does not. All figures belong to one moment. For the program's own work: the caller decides who may.
 * Throws NotFound when the region has no such survey.
 */
export async function tallySurvey(context: Context, surveyId: string): Promise<SurveyTally> {
	const survey = await readSurvey(context, surveyId);
	const { document } = await getQuestionnaire(context, survey.questionnaireVersionId);
	const counters = variantNames.map((name) => {
		const variant = variantOf(document, name);
		return variant && { name, counter: new Counter(planOf(variant)) };
	});
	const longest = Math.max(...counters.map((entry) => entry?.counter.plan.questions.length ?? 0));
	const line = new Int32Array(longest + 1);
	const choices = line.subarray(1);
	let responses = 0;
	for await (const rows of responsesOf(context, survey.id)) {
		for (const row of rows) {
			readLine(row.line, line);
			const code = line[0] ?? 0;
			counters[code >> 3]?.counter.add(choices, (code >> 1) & 3, (code & 1) === 1);
			responses++;
		}
	}
	return {
		responses,
		variants: counters.flatMap((entry) => {
			const groups = entry ? groupTallies(entry.counter) : [];
			return entry && (survey.variants.includes(entry.name) || (groups[0]?.responses ?? 0) > 0) ? [{ variant: entry.name, groups, countedGroups: groupTallies(entry.counter, 'counted') }] : [];
		})
	};
}

/** The responses in portions: `{code,choice,choice,…}`, where the code is 8 · variant + 2 · assistance + open link. */
async function* responsesOf(context: Context, surveyId: string): AsyncGenerator<{ line: string }[]> {
	const position = (names: readonly string[], column: string) => sql`array_position(${sql.lit(`{${names.join(',')}}`)}::text[], ${sql.ref(column)}) - 1`;
	// All rows will be read: the plan that has the last one soonest, not the first.
	await sql`set local cursor_tuple_fraction = 1`.execute(context.tx);
	await sql`declare survey_tally no scroll cursor for
		select array_prepend(8 * (${position(variantNames, 'variant')}) + 2 * (${position(assistances, 'assisted')}) + (channel = 'open')::integer, choices)::text as line
		from survey_response where region_id = ${context.regionId} and survey_id = ${surveyId}`.execute(context.tx);
	const fetch = async () => (await sql<{ line: string }>`fetch ${sql.lit(rowsAtOnce)} from survey_tally`.execute(context.tx)).rows;
	let next = fetch();
	for (;;) {
		const rows = await next;
		const last = rows.length < rowsAtOnce;
		if (!last) {
			// The database gathers the next portion while this one is counted.
			next = fetch();
			// Awaited below; a connection that breaks before that must not end the program.
			next.catch(() => undefined);
			await setImmediate();
		}
		yield rows;
		if (last) break;
	}
	await sql`close survey_tally`.execute(context.tx);
}

const [comma, zero, nine, closing] = [44, 48, 57, 125];

/** Reads `{3,1,NULL,2}` into a list, -1 for NULL and for what is missing at the end. */
function readLine(line: string, into: Int32Array): void {
	into.fill(-1);
	let value = -1;
	let place = 0;
	for (let i = 1; i < line.length; i++) {
		const character = line.charCodeAt(i);
		if (character >= zero && character <= nine) value = (value < 0 ? 0 : value * 10) + character - zero;
		else if (character === comma || character === closing) {
			if (place < into.length) into[place++] = value;
			value = -1;
		}
	}
}
