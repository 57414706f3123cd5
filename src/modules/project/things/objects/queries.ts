import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { Download } from '#platform/files/index.ts';
import { municipalitiesAsOf, type MunicipalityOn } from '#modules/territory/index.ts';
import { authoriseReading, loadInside, type Inside } from '../access.ts';
import { rowId } from '../fields.ts';
import type { ObjectRow, Photo, ProjectObject } from './model.ts';
import { objectRows } from './rules.ts';
import { photoFile, selectObjects } from './store.ts';

/** What was built, with photos and their alternative texts; open to everybody once visitors see the project. */
export async function objectsOf(context: Context, projectId: string): Promise<ProjectObject[]> {
	return selectObjects(context, await authoriseReading(context, projectId));
}

export interface ObjectsPage extends Inside {
	readonly rows: readonly ObjectRow[];
	/** Every municipality that was recorded, with who holds its place today. */
	readonly municipalities: readonly MunicipalityOn[];
}

/** Planned objects beside what was built, for those within. */
export async function objectsPage(context: Context, projectId: string): Promise<ObjectsPage> {
	const inside = await loadInside(context, projectId);
	const objects = await selectObjects(context, inside.project.id);
	const rows = inside.version === null ? objects.map((object) => ({ plan: null, planSource: null, object })) : objectRows(inside.version.document, objects);
	return { ...inside, rows, municipalities: await municipalitiesAsOf(context) };
}

export interface ObjectPage extends ObjectsPage {
	readonly row: ObjectRow & { readonly object: ProjectObject };
	/** The actor may write about it now. */
	readonly writes: boolean;
}

/** One object with its plan and photos. */
export async function objectPage(context: Context, projectId: string, id: string): Promise<ObjectPage> {
	const page = await objectsPage(context, projectId);
	const row = page.rows.find((r) => r.object?.id === id);
	if (!row?.object) throw new NotFound();
	return { ...page, row: { ...row, object: row.object }, writes: writesObject(page, row.object.partner) };
}

/** Whether the actor may write about things of a partner now. */
export const writesObject = (inside: Inside, partner: string): boolean => inside.open && (inside.keeps || inside.mine.some((p) => p.key === partner));

/** One photo of an object. */
export async function photoPage(context: Context, projectId: string, objectId: string, photoId: string): Promise<ObjectPage & { photo: Photo }> {
	const page = await objectPage(context, projectId, objectId);
	const photo = page.row.object.photos.find((p) => p.id === photoId);
	if (!photo) throw new NotFound();
	return { ...page, photo };
}

/** The file of a photo (of that object, where one is named), for sending: to everybody once visitors see the project, before that to those within. */
export async function photoDownload(context: Context, projectId: string, photoId: string, objectId?: string): Promise<Download> {
	const project = await authoriseReading(context, projectId);
	const id = rowId(photoId);
	const file = id === null ? null : await photoFile(context, project, id);
	if (!file || (objectId !== undefined && file.objectId !== objectId)) throw new NotFound();
	const { objectId: _object, ...stored } = file;
	return { ...stored, fileName: `photo-${photoId.slice(0, 8)}.${file.mediaType === 'image/jpeg' ? 'jpg' : file.mediaType.slice('image/'.length)}` };
}
