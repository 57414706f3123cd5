import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { Download } from '#platform/files/index.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { municipalitiesAsOf, type MunicipalityOn } from '#modules/territory/index.ts';
import { achievementsOf, objectsOf, photoDownload, publicFileDownload, publicFilesOf } from '../things/index.ts';
import type { PublicProject } from './public-model.ts';
import { publicView, type PlaceNames } from './public-rules.ts';
import { selectFeed, selectFullVersions, selectPublished, selectRegion, type FeedRow, type PublishedRow } from './public-store.ts';

/** A project as everybody may read it, by the permanent part of its address. NotFound for an unknown, a foreign and an unpublished one alike. */
export async function publicProject(context: Context, slug: string): Promise<PublicProject> {
	const row = await published(context, slug);
	const versions = await selectFullVersions(context, row.id);
	const version = versions.find(({ id }) => id === row.versionId);
	if (!version) throw new NotFound();
	const { id, state, publishedAt, changedAt } = row;
	return publicView({
		region: await selectRegion(context),
		project: { id, slug: row.slug, state, publishedAt, changedAt },
		version,
		versions,
		achievements: await achievementsOf(context, id),
		objects: await objectsOf(context, id),
		files: await publicFilesOf(context, id),
		totalEuro: row.totalEuro,
		places: placeNames(await municipalitiesAsOf(context))
	});
}

async function published(context: Context, slug: string): Promise<PublishedRow> {
	const row = /^[a-z0-9][a-z0-9-]{0,59}$/.test(slug) ? await selectPublished(context, slug) : null;
	if (!row) throw new NotFound();
	return row;
}

/** A photo of a published project, for sending. NotFound where there is none such. */
export const publicPhoto = async (context: Context, slug: string, photoId: string): Promise<Download> => photoDownload(context, (await published(context, slug)).id, photoId);

/** A file of a published project that visitors may have, for sending. NotFound where there is none such. */
export const publicFile = async (context: Context, slug: string, fileId: string): Promise<Download> => publicFileDownload(context, (await published(context, slug)).id, fileId);

/** The region whose public pages are read: its name and its part of the address. */
export const publicRegion = (context: Context): Promise<{ slug: string; name: LocalizedText }> => selectRegion(context);

const placeNames = (places: readonly MunicipalityOn[]): PlaceNames => (id) => {
	const found = places.find(({ recorded }) => recorded.id === id);
	return { recorded: found?.recorded.name ?? null, today: found?.on && found.on.id !== found.recorded.id ? found.on.name : null };
};

/** At most so many changes stand in the feed; readers ask often. */
const feedLength = 50;

export interface ProjectFeed {
	readonly region: { readonly slug: string; readonly name: LocalizedText };
	readonly entries: readonly FeedRow[];
}

/** The published projects of the region that changed last. */
export const projectFeed = async (context: Context): Promise<ProjectFeed> => ({ region: await selectRegion(context), entries: await selectFeed(context, feedLength) });
