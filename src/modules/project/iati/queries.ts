import { institutionsAsOf, municipalitiesAsOf } from '#modules/territory/index.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import { maySeeProjects } from '../policy.ts';
import { activitiesOf, rootOf } from './export.ts';
import type { PlaceIds } from './import-parts.ts';
import type { ExportedProject, LeftOut, Places } from './model.ts';
import { publisherOf } from './publisher.ts';
import { selectProjects, selectTellable, selectWithoutVersion, type Wanted } from './store.ts';
import { writeXml } from './xml.ts';

export interface IatiFile {
	readonly xml: string;
	/** How many activities it holds. */
	readonly activities: number;
	/** Projects that cannot be told as an activity, with the reason. */
	readonly leftOut: readonly LeftOut[];
}

const batch = 200;
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * All projects of the region that have a version, as a file of IATI 2.03, valid against its schema. For those who see all
 * projects. Conflict `exchange_nothing` when there is no project that could be told: the standard knows no empty file.
 */
export async function exportIati(context: Context): Promise<IatiFile> {
	if (!maySeeProjects(context.actor)) throw new Forbidden();
	const { activities, leftOut } = await collect(context, false);
	if (activities.length === 0) throw new Conflict('exchange_nothing');
	return file(context, activities, [...leftOut, ...(await drafts(context))]);
}

const drafts = async (context: Context): Promise<LeftOut[]> => (await selectWithoutVersion(context)).map((slug) => ({ slug, title: {}, reason: 'no_version' }));

/** How many activities the file would hold, and what it would leave out; for those who see all projects. */
export async function iatiCount(context: Context): Promise<{ activities: number; leftOut: LeftOut[] }> {
	if (!maySeeProjects(context.actor)) throw new Forbidden();
	const rows = await selectTellable(context);
	const leftOut = rows.flatMap(({ slug, title, period }): LeftOut[] => (period ? [] : [{ slug, title, reason: 'no_period' }]));
	return { activities: rows.length - leftOut.length, leftOut: [...leftOut, ...(await drafts(context))] };
}

/** The projects that visitors see, without expenditure; open to everybody. NotFound when there is none. */
export async function publishedIati(context: Context): Promise<IatiFile> {
	const { activities, leftOut } = await collect(context, true);
	if (activities.length === 0) throw new NotFound();
	return file(context, activities, leftOut);
}

async function collect(context: Context, published: boolean): Promise<{ activities: string[]; leftOut: LeftOut[] }> {
	const [publisher, places] = [await publisherOf(context), await placesOf(context)];
	const [activities, leftOut]: [string[], LeftOut[]] = [[], []];
	for (let after = ''; ; ) {
		const projects = await selectProjects(context, { published, after, limit: batch });
		const told = activitiesOf(projects, publisher, places, context.now);
		activities.push(...told.activities.map((activity) => writeXml(activity, 1)));
		leftOut.push(...told.leftOut);
		const last = projects.at(-1);
		if (!last || projects.length < batch) return { activities, leftOut };
		after = last.slug;
	}
}

function file(context: Context, activities: readonly string[], leftOut: readonly LeftOut[]): IatiFile {
	// The root is written around activities that are already text: a file may hold thousands.
	const [start = ''] = writeXml(rootOf([], context.now)).split('/>');
	return { xml: `${declaration}${start}>\n${activities.join('')}</iati-activities>\n`, activities: activities.length, leftOut };
}

/** One project as stored, for comparison; null when it has no version. */
export const storedProject = async (context: Context, projectId: string): Promise<ExportedProject | null> => {
	const wanted: Wanted = { published: false, projectId, after: '', limit: 1 };
	return (await selectProjects(context, wanted))[0] ?? null;
};

/** Names of institutions and municipalities as a file tells them, by their ids here. A municipality's code may come again after it was dissolved. */
export async function placesOf(context: Context): Promise<Places> {
	const [institutions, municipalities] = [await institutionsAsOf(context), await municipalitiesAsOf(context)];
	return {
		institutions: new Map(institutions.map(({ institution }) => [institution.id, institution.slug])),
		municipalities: new Map(municipalities.map(({ recorded }) => [recorded.id, `${recorded.country}-${recorded.code}@${recorded.validFrom}`]))
	};
}

export const idsOf = (places: Places): PlaceIds => {
	const turned = (map: ReadonlyMap<string, string>): Map<string, string> => new Map([...map].map(([id, name]) => [name, id]));
	return { institutions: turned(places.institutions), municipalities: turned(places.municipalities) };
};
