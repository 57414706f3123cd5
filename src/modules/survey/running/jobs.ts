import { setTimeout as wait } from 'node:timers/promises';
import { systemActor } from '#platform/access.ts';
import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Connection } from '#platform/database/database.ts';
import { RegionId } from '#platform/ids.ts';
import { deleteForgotten } from '#platform/mail/index.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { removeExpiredSaved } from '../answering/index.ts';
import { graceAfterClosing } from '../lifecycle.ts';
import { eraseAddresses } from './address-store.ts';
import { removeAnswers } from './commands.ts';
import { readSurvey } from './loading.ts';
import { rewriteSurvey, selectTraceable, vacuumAnswers } from './rewrite-store.ts';
import { answersKeptUntil } from './rules.ts';
import { allRegions, selectEnded, updateSurvey } from './store.ts';

const inRegion = <T>(runtime: Runtime, regionId: RegionId, work: (context: Context) => Promise<T>): Promise<T> => inContext({ regionId, actor: systemActor, locale: 'lv' }, work, runtime);

/**
 * Closes every open survey whose time and hour of grace are over and erases the addresses of its invited; its last
 * publication can be made then (see `surveysToPublish`). Returns how many were closed.
 */
export async function closeDueSurveys(runtime: Runtime): Promise<number> {
	let closed = 0;
	for (const regionId of await allRegions(runtime.database)) {
		closed += await inRegion(runtime, regionId, async (context) => {
			const due = await selectEnded(context, 'open', new Date(context.now.getTime() - graceAfterClosing));
			let count = 0;
			for (const { id } of due) {
				const survey = await readSurvey(context, id, { lock: true });
				// Somebody may have extended or closed it since it was listed.
				if (survey.state !== 'open' || survey.closesAt.getTime() + graceAfterClosing > context.now.getTime()) continue;
				await updateSurvey(context, id, { state: 'closed', closed_at: survey.closesAt });
				await eraseAddresses(context, id);
				await audit(context, { action: 'survey.closed', subject: { kind: 'survey', id }, institutionId: survey.institutionId, before: { state: 'open' }, after: { state: 'closed' } });
				count++;
			}
			return count;
		});
	}
	return closed;
}

/** How long a letter that could not be sent stays in the outbox before its address is erased. */
const undeliverableDays = 14;

/**
 * Deletes what has been kept long enough: raw answers after the survey's months, saved answers nobody continued, and
 * letters to respondents that could not be sent. Returns of how many surveys the answers were deleted.
 */
export async function deleteOutdatedAnswers(runtime: Runtime): Promise<number> {
	let deleted = 0;
	for (const regionId of await allRegions(runtime.database)) {
		const due = await inRegion(runtime, regionId, async (context) => {
			await removeExpiredSaved(context);
			await deleteForgotten(context, new Date(context.now.getTime() - undeliverableDays * 86_400_000));
			const today = dayOf(context.now);
			return (await selectEnded(context, 'closed', context.now)).filter((survey) => survey.answersDeletedAt === null && answersKeptUntil(survey) <= today).map(({ id }) => id);
		});
		// Each in a transaction of its own: a large survey must not hold the others' locks.
		for (const id of due) {
			deleted += await inRegion(runtime, regionId, async (context) => {
				const survey = await readSurvey(context, id, { lock: true });
				if (survey.state !== 'closed' || survey.answersDeletedAt !== null) return 0;
				await removeAnswers(context, survey);
				return 1;
			});
		}
	}
	return deleted;
}

const attempts = 30;

/**
 * The daily rewrite: links, answers and texts of every survey that took answers get a new random order, so that neither
 * the order of rows nor PostgreSQL's marks lead from a link to an answer; then the owner clears the old versions away.
 * Surveys whose tables were never free are left for the next run. Returns how many were rewritten.
 */
export async function rewriteAnswers(runtime: Runtime, owner: Connection): Promise<number> {
	let rewritten = 0;
	for (const regionId of await allRegions(runtime.database)) {
		for (const id of await inRegion(runtime, regionId, selectTraceable)) if (await rewriteOne(runtime, regionId, id)) rewritten++;
	}
	await vacuumAnswers(owner);
	return rewritten;
}

async function rewriteOne(runtime: Runtime, regionId: RegionId, surveyId: Awaited<ReturnType<typeof selectTraceable>>[number]): Promise<boolean> {
	for (let attempt = 0; attempt < attempts; attempt++) {
		try {
			await inRegion(runtime, regionId, (context) => rewriteSurvey(context, surveyId));
			return true;
		} catch (problem) {
			if ((problem as { code?: string }).code !== '55P03') throw problem;
			// Answers that waited behind this attempt go first.
			await wait(50 + Math.random() * 400);
		}
	}
	runtime.log.warn({ survey: surveyId }, 'answers were not rewritten: the tables were never free');
	return false;
}
