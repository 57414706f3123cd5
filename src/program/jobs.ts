import { PgBoss } from 'pg-boss';
import type { Connection } from '#platform/database/database.ts';
import { poolOptions } from '#platform/database/database.ts';
import { sendPending } from '#platform/mail/index.ts';
import type { Runtime } from '#platform/runtime.ts';
import { exportHeads, sealAll } from './audit-keeper.ts';
import { removeExpired } from '#modules/identity/index.ts';
import { publishClosed } from '#modules/results/index.ts';
import { closeDueSurveys, deleteOutdatedAnswers, rewriteAnswers } from '#modules/survey/index.ts';
import { prepareSpeech } from '../door/index.ts';

/**
 * What runs in the background; the queue's own tables belong to the owner, the work itself runs as the plain role.
 * `each`: every piece of work counts; of the others one waiting run stands for all.
 */
const work: Record<string, { cron?: string; each?: true; run: (runtime: Runtime, payload: Record<string, string>) => Promise<unknown> }> = {
	speech: { each: true, run: (runtime, { region = '', survey = '' }) => prepareSpeech(runtime, region, survey) },
	mail: { cron: '*/5 * * * *', run: sendPending },
	'audit-seal': { cron: '* * * * *', run: sealAll },
	'audit-heads': { cron: '10 2 * * *', run: exportHeads },
	'remove-expired': { cron: '40 2 * * *', run: (runtime) => removeExpired(runtime.database, runtime.clock) },
	'survey-end': {
		cron: '*/5 * * * *',
		run: async (runtime) => {
			await closeDueSurveys(runtime);
			await publishClosed(runtime);
		}
	},
	'survey-retention': { cron: '50 0 * * *', run: deleteOutdatedAnswers }
};

/** What needs the owner of the tables: only the owner clears old versions of rows away. */
const ownersWork = (owner: Connection): typeof work => ({ 'survey-rewrite': { cron: '20 1 * * *', run: (runtime) => rewriteAnswers(runtime, owner) } });

/** Starts the background jobs and lets commands put work into the queue. Returns how to stop them. */
export async function startJobs(runtime: Runtime, owner: Connection): Promise<() => Promise<void>> {
	const { connectionString, host, port, user, password, database } = poolOptions(owner);
	const boss = new PgBoss({
		...(connectionString ? { connectionString } : { host: host ?? '', port: Number(port), user: user ?? '', password: String(password), database: database ?? '' }),
		application_name: 'socquality-jobs',
		max: 2
	});
	boss.on('error', (problem) => runtime.log.error({ err: { type: problem.name, message: problem.message } }, 'background jobs'));
	await boss.start();
	for (const [name, job] of Object.entries({ ...work, ...ownersWork(owner) })) {
		await boss.createQueue(name, { policy: job.each ? 'standard' : 'short', retryLimit: 3, retryDelay: 30, retryBackoff: true, deleteAfterSeconds: 3600 });
		await boss.work(name, { pollingIntervalSeconds: name === 'mail' ? 2 : 15 }, ([one]) => job.run(runtime, (one?.data ?? {}) as Record<string, string>));
		// A computer that is switched off at night does in the morning what it missed: answers would else stay as they came.
		if (job.cron) await boss.schedule(name, job.cron, null, { missed: 'once' });
	}
	runtime.enqueue = async (name, payload) => {
		await boss.send(name, payload);
	};
	return () => boss.stop({ graceful: true, timeout: 5_000 });
}
