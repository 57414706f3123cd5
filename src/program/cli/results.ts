import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { inLocale, type Locale } from '#platform/locale.ts';
import type { Context } from '#platform/context.ts';
import type { RegionId } from '#platform/ids.ts';
import type { Runtime } from '#platform/runtime.ts';
import { assessmentsOf } from '#modules/assessment/index.ts';
import { issueReport, stopRendering, type Run } from '#modules/reporting/index.ts';
import { profileJson } from '#modules/results/index.ts';
import { listInstitutions } from '#modules/territory/index.ts';
import { asSystem, chooseRegion, language, withProgram } from './with-program.ts';
import { UsageError } from './usage.ts';

interface Options {
	region?: string;
	cycle?: string;
	lang?: string;
	json?: boolean;
	out?: string;
}

/** The assessment of an institution in a cycle; the newest that has been opened unless a cycle is named. */
async function chooseAssessment(context: Context, slug: string, cycle: string | undefined): Promise<string> {
	const institutions = await listInstitutions(context);
	const institution = institutions.find((i) => i.slug === slug);
	if (!institution) throw new UsageError(`There is no institution "${slug}". There is: ${institutions.map((i) => i.slug).join(', ')}.`);
	const assessments = (await assessmentsOf(context, institution.id)).filter((a) => (cycle ? a.cycleId === cycle : a.state !== 'scoring'));
	const assessment = assessments[0];
	if (!assessment) {
		throw new UsageError(cycle ? `${slug} takes no part in the cycle ${cycle}.` : `${inLocale(institution.name, 'en')} has no profile yet: its group has not opened its scores.`);
	}
	return assessment.id;
}

async function inRegion<T>(options: Options, work: (place: { runtime: Runtime; regionId: RegionId; locale: Locale }) => Promise<T>): Promise<T> {
	const locale = language(options.lang);
	return withProgram(async ({ runtime }) => work({ runtime, regionId: await chooseRegion(runtime, options.region), locale }));
}

interface PrintedNode {
	id: string;
	title: Partial<Record<Locale, string>>;
	value: { rounded: string } | null;
}

/** Prints the profile: the criteria with their values, or the whole of it as JSON. */
export const printProfile = (institution: string, options: Options): Promise<void> =>
	inRegion(options, async ({ runtime, regionId, locale }) => {
		const text = await asSystem(runtime, regionId, locale, async (context) => profileJson(context, await chooseAssessment(context, institution, options.cycle)));
		if (options.json) process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
		else for (const node of (JSON.parse(text) as { criteria: PrintedNode[] }).criteria) process.stdout.write(`${node.id.padEnd(6)}${(node.value?.rounded ?? '–').padStart(6)}  ${inLocale(node.title, locale)}\n`);
	});

export const writeReport = (institution: string, options: Options): Promise<void> =>
	inRegion(options, async ({ runtime, regionId, locale }) => {
		const run: Run = (work) => asSystem(runtime, regionId, locale, work);
		const assessmentId = await run((context) => chooseAssessment(context, institution, options.cycle));
		const report = await issueReport(run, assessmentId, locale).finally(stopRendering);
		const file = resolve(options.out ?? report.fileName);
		await writeFile(file, report.bytes);
		process.stdout.write(`${file}\n`);
	});
