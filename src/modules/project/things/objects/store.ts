import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { Ownership } from '../../model.ts';
import type { Source } from '../results/model.ts';
import type { ObjectState, Photo, ProjectObject } from './model.ts';

export type ObjectValues = Omit<ProjectObject, 'id' | 'revision' | 'photos'>;

/** The objects of a project with their photos, in the order in which they were planned or added; one of them where `id` is given. */
export async function selectObjects(context: Context, projectId: string, id?: string): Promise<ProjectObject[]> {
	let query = context.tx.selectFrom('project_object').selectAll().where('region_id', '=', context.regionId).where('project_id', '=', projectId).where('removed_at', 'is', null);
	if (id !== undefined) query = query.where('id', '=', id);
	const rows = await query.orderBy('partner_key').orderBy('plan_key').orderBy('id').execute();
	if (rows.length === 0) return [];
	const photos = Map.groupBy(await selectPhotos(context, projectId, id), (photo) => photo.objectId);
	return rows.map((row) => ({
		id: row.id,
		planKey: row.plan_key,
		partner: row.partner_key,
		place: row.place as LocalizedText,
		municipalityId: row.municipality_id,
		ownership: row.ownership as Ownership,
		built: row.built as LocalizedText,
		quantity: row.quantity,
		cost: row.cost,
		currency: row.currency,
		state: row.state as ObjectState,
		finishedOn: row.finished_on,
		asOf: row.as_of,
		source: row.source as Source | null,
		revision: row.revision,
		photos: photos.get(row.id) ?? []
	}));
}

async function selectPhotos(context: Context, projectId: string, objectId?: string): Promise<Photo[]> {
	let query = context.tx.selectFrom('project_photo').selectAll().where('region_id', '=', context.regionId).where('project_id', '=', projectId);
	if (objectId !== undefined) query = query.where('object_id', '=', objectId);
	const rows = await query.orderBy('added_at').orderBy('id').execute();
	return rows.map((row) => ({ id: row.id, objectId: row.object_id, sha256: row.sha256, mediaType: row.media_type, alternative: row.alternative as LocalizedText, takenOn: row.taken_on, width: row.width, height: row.height, revision: row.revision }));
}

const columns = (o: ObjectValues) => ({
	plan_key: o.planKey,
	partner_key: o.partner,
	place: JSON.stringify(o.place),
	municipality_id: o.municipalityId,
	ownership: o.ownership,
	built: JSON.stringify(o.built),
	quantity: o.quantity,
	cost: o.cost,
	currency: o.currency,
	state: o.state,
	finished_on: o.finishedOn,
	as_of: o.asOf,
	source: o.source === null ? null : JSON.stringify(o.source)
});

export async function insertObject(context: Context, projectId: string, id: string, object: ObjectValues): Promise<void> {
	await context.tx.insertInto('project_object').values({ region_id: context.regionId, id, project_id: projectId, ...columns(object) }).execute();
}

export async function updateObject(context: Context, before: ProjectObject, object: ObjectValues): Promise<void> {
	await context.tx
		.updateTable('project_object')
		.set({ ...columns(object), revision: before.revision + 1 })
		.where('region_id', '=', context.regionId)
		.where('id', '=', before.id)
		.execute();
}

/** The photos stay in the database with the object: neither is shown any more. */
export async function markObjectRemoved(context: Context, id: string): Promise<void> {
	await context.tx.updateTable('project_object').set({ removed_at: context.now }).where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

export async function insertPhoto(context: Context, projectId: string, photo: Omit<Photo, 'revision'>): Promise<void> {
	await context.tx
		.insertInto('project_photo')
		.values({ region_id: context.regionId, id: photo.id, project_id: projectId, object_id: photo.objectId, sha256: photo.sha256, media_type: photo.mediaType, alternative: JSON.stringify(photo.alternative), taken_on: photo.takenOn, width: photo.width, height: photo.height, added_at: context.now })
		.execute();
}

export async function updatePhoto(context: Context, before: Photo, alternative: LocalizedText, takenOn: string | null): Promise<void> {
	await context.tx
		.updateTable('project_photo')
		.set({ alternative: JSON.stringify(alternative), taken_on: takenOn, revision: before.revision + 1 })
		.where('region_id', '=', context.regionId)
		.where('id', '=', before.id)
		.execute();
}

export async function deletePhoto(context: Context, id: string): Promise<void> {
	await context.tx.deleteFrom('project_photo').where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

/** A photo's file as it is sent; null when the object or photo is not (or no longer) there. */
export async function photoFile(context: Context, projectId: string, id: string): Promise<{ objectId: string; sha256: string; size: number; chunks: number; mediaType: string } | null> {
	const row = await context.tx
		.selectFrom('project_photo')
		.innerJoin('project_object', (join) => join.onRef('project_object.region_id', '=', 'project_photo.region_id').onRef('project_object.id', '=', 'project_photo.object_id'))
		.innerJoin('file', (join) => join.onRef('file.region_id', '=', 'project_photo.region_id').onRef('file.sha256', '=', 'project_photo.sha256'))
		.select(['project_photo.object_id', 'file.sha256', 'file.size', 'file.chunks', 'project_photo.media_type'])
		.where('project_photo.region_id', '=', context.regionId)
		.where('project_photo.project_id', '=', projectId)
		.where('project_photo.id', '=', id)
		.where('project_object.removed_at', 'is', null)
		.executeTakeFirst();
	return row ? { objectId: row.object_id, sha256: row.sha256, size: row.size, chunks: row.chunks, mediaType: row.media_type } : null;
}
