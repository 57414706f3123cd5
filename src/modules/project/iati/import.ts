import { createHash } from 'node:crypto';
import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid } from '#platform/errors.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { nextProjectState, stageOf, type ProjectAction, type ProjectState, type VersionStage } from '../lifecycle.ts';
import { sourcePath, type ProjectDocument } from '../model.ts';
import { mayKeepProjects } from '../policy.ts';
import { createProject, discardDraft, storeVersion } from '../versions/index.ts';
import { activityOf, whyLeftOut } from './export.ts';
import { activitiesIn, readActivity, type ActivityRead, type ReadActivity } from './import-activity.ts';
import type { ExportedProject, Places, Publisher } from './model.ts';
import { publisherOf } from './publisher.ts';
import { idsOf, placesOf, storedProject } from './queries.ts';
import { remark, takeKey, type Remark } from './reading.ts';
import { readXml } from './read-xml.ts';
import { insertAchievements, insertOrigin, selectKnown, writeState } from './store.ts';
import { attributeOf, type Xml } from './xml.ts';

/** The largest file: bytes and activities. */
export const importLimits = { bytes: 10 * 1024 * 1024, activities: 500 } as const;

export interface ImportedActivity {
	readonly identifier: string;
	readonly title: LocalizedText;
	/** `same` and `differs`: the project is here already and stays as it is. */
	readonly outcome: 'new' | 'same' | 'differs' | 'refused';
	/** The project here; null for one that is not stored. */
	readonly projectId: string | null;
	/** Elements in which the file differs from the project here. */
	readonly differs: readonly string[];
	readonly notes: readonly Remark[];
	readonly problems: readonly Remark[];
}

export interface IatiImport {
	readonly file: string;
	readonly sha256: string;
	readonly dryRun: boolean;
	readonly activities: readonly ImportedActivity[];
	/** How many projects were made; 0 when an activity is refused: all or nothing. */
	readonly stored: number;
}

export interface ImportOptions {
	readonly fileName: string;
	/** Check everything and store nothing. */
	readonly dryRun?: boolean;
}

/** Who may import; before a file is even received. */
export function assertMayImportProjects(context: Context): void {
	if (!mayKeepProjects(context.actor)) throw new Forbidden();
}

/**
 * Reads a file of IATI 2.03 and makes a project of every activity that is not here yet, all or none. A project that is
 * here already is compared and never overwritten. Forbidden for who does not keep projects; Invalid at `file` for what is no
 * such file; Conflict when two imports of the same activity meet.
 */
export async function importIati(context: Context, bytes: Uint8Array, { fileName, dryRun = false }: ImportOptions): Promise<IatiImport> {
	assertMayImportProjects(context);
	const root = rootIn(bytes);
	const [publisher, places] = [await publisherOf(context), await placesOf(context)];
	const read = readAll(root, places, dayOf(context.now));
	const known = await knownProjects(context, read, publisher);
	const rows: ImportedActivity[] = [];
	for (const activity of read) rows.push(await compared(context, activity, known, publisher, places));
	const refused = rows.some(({ outcome }) => outcome === 'refused');
	const report = { file: fileName, sha256: createHash('sha256').update(bytes).digest('hex'), dryRun };
	if (refused || dryRun) return { ...report, activities: rows, stored: 0 };
	const taken = new Set(known.map(({ slug }) => slug));
	const madeOn = attributeOf(root, 'generated-datetime')?.slice(0, 10) ?? null;
	const stored: ImportedActivity[] = [];
	for (const [index, row] of rows.entries()) {
		const project = read[index]?.project;
		stored.push(row.outcome === 'new' && project ? { ...row, projectId: await store(context, project, fileName, /^\d{4}-\d{2}-\d{2}$/.test(madeOn ?? '') ? madeOn : null, taken) } : row);
	}
	return { ...report, activities: stored, stored: stored.filter(({ outcome }) => outcome === 'new').length };
}

function rootIn(bytes: Uint8Array): Xml {
	const refuse = (fault: string, params: Record<string, string | number> = {}): Invalid => new Invalid({ file: { code: `exchange_file_${fault}`, params } });
	if (bytes.byteLength > importLimits.bytes) throw refuse('large', { megabytes: importLimits.bytes / 1024 / 1024 });
	const read = readXml(bytes);
	if ('fault' in read) throw refuse(read.fault);
	const { root } = read;
	if (root.name !== 'iati-activities') throw refuse(root.name === 'iati-organisations' ? 'organisations' : 'foreign', { element: root.name.slice(0, 60), wanted: 'iati-activities' });
	const version = attributeOf(root, 'version');
	if (version === null || !/^2\.0[1-3]$/.test(version)) throw refuse('version', { version: version?.slice(0, 20) ?? '–' });
	const count = activitiesIn(root).length;
	if (count === 0) throw refuse('without_activities');
	if (count > importLimits.activities) throw refuse('many', { count, max: importLimits.activities });
	return root;
}

function readAll(root: Xml, places: Places, today: string): ActivityRead[] {
	const ids = idsOf(places);
	const seen = new Set<string>();
	return activitiesIn(root).map((element) => {
		const activity = readActivity(element, ids, today);
		if (activity.identifier !== '' && seen.has(activity.identifier)) return { ...activity, project: null, problems: [...activity.problems, remark('identifier_twice')] };
		seen.add(activity.identifier);
		return activity;
	});
}

interface Known {
	readonly id: string;
	readonly slug: string;
	readonly identifier: string;
}

async function knownProjects(context: Context, read: readonly ActivityRead[], publisher: Publisher): Promise<Known[]> {
	const prefix = `${publisher.reference}-`;
	const slugs = read.flatMap(({ identifier, project }) => [...(identifier.startsWith(prefix) ? [identifier.slice(prefix.length)] : []), ...(project?.slug ? [project.slug] : [])]);
	const rows = await selectKnown(context, read.map(({ identifier }) => identifier), slugs);
	return rows.map(({ id, slug, identifier }) => ({ id, slug, identifier: identifier ?? `${prefix}${slug}` }));
}

async function compared(context: Context, activity: ActivityRead, known: readonly Known[], publisher: Publisher, places: Places): Promise<ImportedActivity> {
	const { identifier, title, project, notes, problems } = activity;
	const row = { identifier, title, notes, problems, projectId: null, differs: [] };
	if (!project) return { ...row, outcome: 'refused' };
	const here = known.find((one) => one.identifier === identifier);
	if (!here) return { ...row, outcome: 'new' };
	const stored = await storedProject(context, here.id);
	const differs = stored && whyLeftOut(stored.document) === null ? differences(activityOf(stored, publisher, places, dayOf(context.now)), activityOf(asStored(project, here.slug, context.now), publisher, places, dayOf(context.now))) : ['iati-activity'];
	return { ...row, projectId: here.id, differs, outcome: differs.length === 0 ? 'same' : 'differs' };
}

/** A project that was read, as it would stand after storing it. */
export const asStored = (project: ReadActivity, slug: string, importedAt: Date): ExportedProject => ({
	slug,
	state: project.state,
	document: project.document,
	stage: project.stage,
	inForceFrom: project.inForceFrom,
	agreedOn: project.agreedOn,
	updatedAt: importedAt,
	achievements: project.achievements,
	spent: [],
	origin: { identifier: project.identifier, importedAt, kept: project.kept }
});

/** Names of the elements in which two activities differ, each once. When they were written does not count. */
export function differences(a: Xml, b: Xml): string[] {
	const parts = (activity: Xml): Map<string, string> => {
		const { 'last-updated-datetime': _, ...attributes } = activity.attributes;
		const map = new Map([['iati-activity', JSON.stringify(attributes)]]);
		for (const child of activity.children) if (typeof child !== 'string') map.set(child.name, `${map.get(child.name) ?? ''}${JSON.stringify(child)}`);
		return map;
	};
	const [left, right] = [parts(a), parts(b)];
	return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
}

/** The way through the life cycle to a state; `modify` stands in it where the version in force is a modification. */
export function wayTo(state: ProjectState, stage: VersionStage): readonly ProjectAction[] {
	const modified: readonly ProjectAction[] = stage === 'modification' ? ['modify'] : [];
	const ways: Record<ProjectState, readonly ProjectAction[]> = {
		idea: [],
		concept: ['conceive'],
		application: ['apply'],
		approved: ['approve', ...modified],
		running: ['approve', ...modified, 'start'],
		modified: ['approve', 'start', 'modify'],
		completed: ['approve', 'start', 'complete'],
		closed: ['approve', 'start', 'complete', 'close']
	};
	return ways[state];
}

async function store(context: Context, project: ReadActivity, fileName: string, madeOn: string | null, taken: Set<string>): Promise<string> {
	const free = project.slug !== null && !taken.has(project.slug);
	const id = await createProject(context, { title: project.document.title, ...(free && project.slug !== null ? { slug: project.slug } : {}) });
	if (free && project.slug !== null) taken.add(project.slug);
	const document = withSources(project.document, fileName, madeOn, project.identifier);
	const way = wayTo(project.state, project.stage);
	const making = way.filter((action) => stageOf[action] !== null);
	let state: ProjectState = 'idea';
	for (const action of way) {
		const next = nextProjectState(state, action);
		if (next === null) throw new Error(`No way leads from ${state} by ${action}`);
		state = next;
		const stage = stageOf[action];
		if (stage === null) continue;
		const last = action === making.at(-1);
		await storeVersion(context, { id }, { stage, inForceFrom: last ? project.inForceFrom : (project.agreedOn ?? project.inForceFrom), reason: fileName, document });
	}
	await discardDraft(context, id, 1);
	await writeState(context, id, state);
	await insertAchievements(context, id, project.achievements.map((a) => ({ ...a, source: sourceOf(document, project.identifier) })));
	if (!(await insertOrigin(context, id, project.identifier, project.kept))) throw new Conflict('exchange_import_at_once');
	await audit(context, { action: 'project.imported', subject: { kind: 'project', id }, after: { identifier: project.identifier, file: fileName, state, achievements: project.achievements.length } });
	return id;
}

const fileKey = (documents: ProjectDocument['documents']): string => takeKey(new Set(documents.map(({ key }) => key)), 'iati-file', 'iati-file');

/** The file stands among the documents, so that every figure says where it was read. */
function withSources(document: ProjectDocument, fileName: string, madeOn: string | null, identifier: string): ProjectDocument {
	if (document.documents.length >= 100) return document;
	const key = fileKey(document.documents);
	const paths = [
		...(document.period.from === null && document.period.to === null ? [] : [sourcePath('period')]),
		...(document.partners.length === 0 ? [] : [sourcePath('partners')]),
		...document.shares.flatMap(({ partner, total, funds }) => [...(total === null ? [] : [sourcePath('shares', partner, 'total')]), ...funds.map(({ fund }) => sourcePath('shares', partner, fund))]),
		...document.indicators.flatMap((i) => (i.target === null ? [] : [sourcePath('indicators', i.key, 'target')])),
		...document.groups.flatMap((g) => (g.planned === null ? [] : [sourcePath('groups', g.key, 'planned')])),
		...document.objects.flatMap((o) => (o.quantity === null ? [] : [sourcePath('objects', o.key, 'quantity')])),
		...document.packages.flatMap((p) => p.activities.flatMap((a) => a.deliverables.flatMap((d) => (d.planned === null ? [] : [sourcePath('packages', p.key, a.key, d.key, 'planned')]))))
	];
	const source = { document: key, place: identifier };
	return { ...document, documents: [...document.documents, { key, kind: 'other', title: `IATI: ${fileName}`.slice(0, 300), issuedOn: madeOn, address: null, fileId: null }], sources: Object.fromEntries(paths.filter((path) => path.length <= 200).map((path) => [path, source])) };
}

function sourceOf(document: ProjectDocument, identifier: string): { document: string; place: string } | null {
	const last = document.documents.at(-1);
	return last && last.address === null && last.title.startsWith('IATI: ') ? { document: last.key, place: identifier } : null;
}
