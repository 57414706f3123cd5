import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Context } from '#platform/context.ts';
import { dayOf } from '#platform/clock.ts';
import { addObject, createProject, emptyDocument, getDraft, ProjectDocument, publishProject, recordAchievement, saveDraft, takeStep } from '#modules/project/index.ts';
import type { DemoTerritory } from './territory.ts';

/*
 * The portfolio that the region's documents tell of, as one file a project: what is not in them is left out here too.
 */
const folder = join(import.meta.dirname, 'projects');
const Place = z.tuple([z.string(), z.string()]);
const Text = z.strictObject({ lv: z.string(), lt: z.string(), en: z.string() });
const Written = z.record(z.string(), z.unknown());
const WrittenProject = z.strictObject({
	slug: z.string(),
	documents: z.array(z.strictObject({ key: z.string(), kind: z.string(), title: z.string(), issuedOn: z.iso.date().nullish(), address: z.url().nullish() })),
	versions: z.array(z.strictObject({ step: z.enum(['conceive', 'apply', 'approve', 'start', 'modify', 'complete']), inForceFrom: z.iso.date().optional(), reason: z.string().optional(), document: Written.optional() })),
	achievements: z.array(z.strictObject({ subject: z.enum(['indicator', 'deliverable', 'group']), key: z.string(), reached: z.string(), byDay: z.iso.date(), note: z.string(), source: Place })).default([]),
	objects: z.array(z.strictObject({ plan: z.string(), partner: z.string(), municipality: z.string(), ownership: z.enum(['municipality', 'unknown']), state: z.enum(['finished']), place: Text, built: Text })).default([])
});
type WrittenProject = z.infer<typeof WrittenProject>;

/** Enters the eight projects with their versions and what was reached, and shows them to visitors. */
export async function recordDemoProjects(context: Context, territory: DemoTerritory): Promise<void> {
	for (const name of (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort()) {
		await record(context, territory, WrittenProject.parse(parse(await readFile(join(folder, name), 'utf8'), { merge: true })));
	}
}

async function record(context: Context, territory: DemoTerritory, written: WrittenProject): Promise<void> {
	let current: ProjectDocument | null = null;
	let id: string | null = null;
	for (const version of written.versions) {
		if (version.document) current = documentOf(written, version.document, territory);
		if (!current) throw new Error(`The demonstration's project ${written.slug} begins without a document`);
		id ??= await createProject(context, { title: current.title, slug: written.slug });
		if (version.inForceFrom !== undefined) {
			const draft = await getDraft(context, id);
			await saveDraft(context, id, draft?.revision ?? 0, current);
		}
		await takeStep(context, id, version.step, { inForceFrom: version.inForceFrom ?? dayOf(context.now), reason: version.reason ?? '' });
	}
	if (!id) return;
	for (const { source: [document, place], ...reached } of written.achievements) await recordAchievement(context, id, { ...reached, source: { document, place } });
	for (const { plan, partner, municipality, ...object } of written.objects) {
		await addObject(context, id, { ...object, planKey: plan, partner, municipalityId: territory.municipalities.get(municipality) ?? null, quantity: null, cost: '', currency: '', finishedOn: null, asOf: '2020-02-29', source: { document: 'article', place: 'Otrā rindkopa' } });
	}
	await publishProject(context, id);
}

/** The whole document of what a file says, with the ids of this region and nothing where the file is silent. */
function documentOf(written: WrittenProject, said: z.infer<typeof Written>, territory: DemoTerritory): ProjectDocument {
	const list = (key: string): Record<string, unknown>[] => z.array(Written).parse(said[key] ?? []);
	const municipalityOf = (key: unknown): string | null => (typeof key === 'string' ? (territory.municipalities.get(key) ?? null) : null);
	const documents = written.documents.map((document) => ({ ...document, issuedOn: document.issuedOn ?? null, address: document.address ?? null, fileId: null }));
	const whole = {
		...emptyDocument(),
		...said,
		programme: { name: null, priority: null, objective: null, ...Written.parse(said['programme'] ?? {}) },
		partners: list('partners').map(({ municipality, institution, ...partner }) => ({ from: null, to: null, ...partner, municipalityId: municipalityOf(municipality), institutionId: typeof institution === 'string' ? (territory.institutions.get(institution) ?? null) : null })),
		packages: list('packages').map((pack) => ({ ...pack, activities: z.array(Written).parse(pack['activities'] ?? []).map((activity) => ({ partner: null, from: null, to: null, deliverables: [], ...activity })) })),
		indicators: list('indicators').map((indicator) => ({ code: null, unit: null, baseline: null, baselineOn: null, atLeast: false, ...indicator })),
		objects: list('objects').map(({ municipality, ...object }) => ({ ownership: 'unknown', quantity: null, cost: null, ...object, municipalityId: municipalityOf(municipality) })),
		compliance: list('compliance').map(({ 'direction-code': _direction, ...entry }) => ({ nodeId: null, ...entry })),
		documents,
		sources: {}
	};
	const document = ProjectDocument.parse(whole);
	return { ...document, sources: sourcesOf(z.record(z.string(), Place).parse(said['sources'] ?? {}), document) };
}

/** Sources by path; a star in `indicators/…/target` stands for every indicator. */
function sourcesOf(written: Record<string, [string, string]>, document: ProjectDocument): ProjectDocument['sources'] {
	const keys: Record<string, readonly Readonly<Record<string, unknown>>[]> = { indicators: document.indicators, objects: document.objects, groups: document.groups };
	return Object.fromEntries(
		Object.entries(written).flatMap(([path, [key, place]]) => {
			const [part = '', star, ...rest] = path.split('/');
			const paths = star === '*' ? (keys[part] ?? []).filter((one) => rest.every((field) => !(field in one) || one[field] !== null)).map((one) => [part, String(one['key']), ...rest].join('/')) : [path];
			return paths.map((each) => [each, { document: key, place }] as const);
		})
	);
}
