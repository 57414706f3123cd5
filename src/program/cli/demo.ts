import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fixedClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { locales } from '#platform/locale.ts';
import type { RegionId } from '#platform/ids.ts';
import type { Runtime } from '#platform/runtime.ts';
import { cycleProgress, listCycles } from '#modules/assessment/index.ts';
import { keepCatalogue } from '#modules/methodology/index.ts';
import { keepQuestionnaireCatalogue } from '#modules/survey/index.ts';
import { renderReport, reportSnapshot, stopRendering } from '#modules/reporting/index.ts';
import { profileJson, scoresCsv } from '#modules/results/index.ts';
import { seedDemonstration } from '../demo/index.ts';
import { openProgram } from '../open.ts';
import { progressBar } from './progress.ts';
import { asSystem } from './with-program.ts';

/** The moment the reports speak of: fixed, so that two runs write the same bytes. */
const moment = '2026-11-20T10:00:00Z';

/**
 * Makes the demonstration region with a finished cycle in a throw-away database and writes, for every institution,
 * `<slug>.<lang>.pdf`, `<slug>.profile.json` and `<slug>.scores.csv`. Two runs are identical byte for byte.
 */
export async function writeDemonstration(out: string): Promise<void> {
	const target = resolve(out);
	await mkdir(target, { recursive: true });
	const dataDir = await mkdtemp(join(tmpdir(), 'socquality-demo-'));
	// The database server runs as an ordinary user, who must be able to reach its data.
	await chmod(dataDir, 0o755);
	const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
	const program = await openProgram(config, { join: false, durable: false, demo: true, clock: fixedClock(moment) });
	const bar = progressBar(process.stderr);
	try {
		await keepCatalogue(program.owner);
		await keepQuestionnaireCatalogue(program.owner);
		const regionId = await seedDemonstration(program.runtime, { finished: true, progress: (done, total) => bar.show('Demonstration region', done, total) });
		const files = await writeFiles(program.runtime, regionId, target, (done, total) => bar.show('Reports', done, total));
		bar.end();
		process.stdout.write(`Wrote ${files} files to ${target}\n`);
	} finally {
		bar.end();
		await stopRendering();
		await program.close();
		await rm(dataDir, { recursive: true, force: true });
	}
}

async function writeFiles(runtime: Runtime, regionId: RegionId, target: string, progress: (done: number, total: number) => void): Promise<number> {
	const institutions = await asSystem(runtime, regionId, 'en', async (context) => {
		const current = (await listCycles(context)).find((c) => c.state === 'open');
		return current ? cycleProgress(context, current.id) : [];
	});
	const total = institutions.length * (locales.length + 2);
	let done = 0;
	const write = async (name: string, content: string | Uint8Array) => {
		await writeFile(join(target, name), content);
		progress(++done, total);
	};
	for (const { assessmentId, institutionSlug: slug } of institutions) {
		await write(`${slug}.profile.json`, await asSystem(runtime, regionId, 'en', (context) => profileJson(context, assessmentId)));
		await write(`${slug}.scores.csv`, await asSystem(runtime, regionId, 'en', (context) => scoresCsv(context, assessmentId, 'en')));
		for (const locale of locales) {
			const snapshot = await asSystem(runtime, regionId, locale, (context) => reportSnapshot(context, assessmentId, locale));
			await write(`${slug}.${locale}.pdf`, await renderReport(snapshot));
		}
	}
	return done;
}
