import { randomUUID } from 'node:crypto';
import { systemActor } from '#platform/access.ts';
import { readConfig } from '#platform/config.ts';
import type { Context } from '#platform/context.ts';
import { RegionId } from '#platform/ids.ts';
import { isLocale, type Locale } from '#platform/locale.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { openProgram, type Program } from '../open.ts';
import { UsageError } from './usage.ts';

/** Opens the program beside a running one (or alone), runs the work and closes it, whatever happens. */
export async function withProgram<T>(work: (program: Program) => Promise<T>): Promise<T> {
	// The host is never listened on here, so a real installation's public address must not stop a command.
	const program = await openProgram(readConfig({ ...process.env, HOST: '' }), { join: true, newId: randomUUID });
	for (const note of program.notes) process.stderr.write(`${note}\n`);
	try {
		return await work(program);
	} finally {
		await program.close();
	}
}

/** The region named by `--region`, or the only one there is. */
export async function chooseRegion(runtime: Runtime, slug: string | undefined): Promise<RegionId> {
	const regions = await runtime.database.global((tx) => tx.selectFrom('region').select(['id', 'slug']).orderBy('slug').execute());
	const known = regions.map((r) => r.slug).join(', ');
	if (regions.length === 0) throw new UsageError('There is no region yet: start SocQuality once with "npx socquality start".');
	const region = slug ? regions.find((r) => r.slug === slug) : regions.length === 1 ? regions[0] : undefined;
	if (!region) throw new UsageError(slug ? `There is no region "${slug}". There is: ${known}.` : `There are several regions: add --region with one of ${known}.`);
	return RegionId.parse(region.id);
}

/** Runs work as the program itself in a region. */
export const asSystem = <T>(runtime: Runtime, regionId: RegionId, locale: Locale, work: (context: Context) => Promise<T>): Promise<T> => inContext({ regionId, actor: systemActor, locale }, work, runtime);

export function language(value: string | undefined): Locale {
	const locale = value ?? 'en';
	if (!isLocale(locale)) throw new UsageError(`"${locale}" is no language of SocQuality: use lv, lt or en.`);
	return locale;
}
