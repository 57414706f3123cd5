import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound, type FieldError } from '#platform/errors.ts';
import { mediaTypeOf, storeFile, type SpooledFile } from '#platform/files/index.ts';
import { dayProblem, missingLanguages } from '../fields.ts';
import { loadObjectToWrite } from './commands.ts';
import { mostPhotos, photoLimit, type PhotoInput, type Photo } from './model.ts';
import { readPicture } from './picture.ts';
import { alternativeProblems } from './rules.ts';
import { deletePhoto, insertPhoto, updatePhoto } from './store.ts';

/** Refuses whoever may not add a photo to this object now, before a long upload is received. */
export async function assertMayAddPhoto(context: Context, projectId: string, objectId: string): Promise<void> {
	const { before } = await loadObjectToWrite(context, projectId, objectId);
	if (before.photos.length >= mostPhotos) throw new Conflict('things_photos_full', { max: mostPhotos });
}

/** More pixels than any camera of today makes: such a file is made to fill the memory of who opens it. */
const mostPixels = 120_000_000;

/**
 * Keeps a photo of an object and returns its id. It needs an alternative text in at least one language; what the camera
 * wrote beside the picture (place, device) is left out. Invalid at `file` for what is no whole JPEG, PNG or WebP picture.
 */
export async function addPhoto(context: Context, projectId: string, objectId: string, input: PhotoInput, file: { readonly name: string; readonly content: SpooledFile }): Promise<string> {
	await assertMayAddPhoto(context, projectId, objectId);
	checkPhoto(context, input);
	const mediaType = await mediaTypeOf(file.name, file.content);
	if (!mediaType.startsWith('image/')) throw new Invalid({ file: { code: 'things_photo_type' } });
	if (file.content.size > photoLimit) throw new Invalid({ file: { code: 'file_too_large', params: { megabytes: photoLimit / 1024 / 1024 } } });
	const picture = readPicture(await file.content.read(0, file.content.size), mediaType);
	if (picture === null) throw new Invalid({ file: { code: 'things_photo_broken' } });
	if (picture.width * picture.height > mostPixels) throw new Invalid({ file: { code: 'things_photo_pixels' } });
	const { before, project, institutionId } = await loadObjectToWrite(context, projectId, objectId);
	const stored = await storeFile(context, parts(picture.bytes), { maxBytes: photoLimit });
	if (before.photos.some((photo) => photo.sha256 === stored.sha256)) throw new Invalid({ file: { code: 'things_photo_twice' } });
	const id = context.newId();
	await insertPhoto(context, project.id, { id, objectId: before.id, sha256: stored.sha256, mediaType, alternative: input.alternative, takenOn: input.takenOn, width: picture.width, height: picture.height });
	await audit(context, { action: 'project.photo_added', subject: { kind: 'project', id: project.id }, institutionId, after: { id, object: before.id, sha256: stored.sha256, alternative: input.alternative, missing: missingLanguages(input.alternative) } });
	return id;
}

async function* parts(bytes: Buffer): AsyncGenerator<Uint8Array> {
	yield bytes;
}

/** Changes the alternative texts and the day of a photo; the last alternative text cannot be taken away. */
export async function changePhoto(context: Context, projectId: string, objectId: string, photoId: string, revision: number, input: PhotoInput): Promise<void> {
	const { before, project, institutionId } = await loadObjectToWrite(context, projectId, objectId);
	const photo = photoOf(before.photos, photoId);
	if (photo.revision !== revision) throw new Conflict('things_changed_elsewhere');
	checkPhoto(context, input);
	await updatePhoto(context, photo, input.alternative, input.takenOn);
	await audit(context, { action: 'project.photo_changed', subject: { kind: 'project', id: project.id }, institutionId, before: { id: photo.id, alternative: photo.alternative, takenOn: photo.takenOn }, after: { alternative: input.alternative, takenOn: input.takenOn } });
}

/** Removes a photo for good. */
export async function removePhoto(context: Context, projectId: string, objectId: string, photoId: string): Promise<void> {
	const { before, project, institutionId } = await loadObjectToWrite(context, projectId, objectId);
	const photo = photoOf(before.photos, photoId);
	await deletePhoto(context, photo.id);
	await audit(context, { action: 'project.photo_removed', subject: { kind: 'project', id: project.id }, institutionId, before: { id: photo.id, object: before.id, sha256: photo.sha256, alternative: photo.alternative } });
}

function photoOf(photos: readonly Photo[], id: string): Photo {
	const photo = photos.find((p) => p.id === id);
	if (!photo) throw new NotFound();
	return photo;
}

function checkPhoto(context: Context, input: PhotoInput): void {
	const problems: Record<string, FieldError> = alternativeProblems(input.alternative);
	const takenOn = dayProblem(input.takenOn, dayOf(context.now));
	if (takenOn) problems['takenOn'] = takenOn;
	if (Object.keys(problems).length > 0) throw new Invalid(problems);
}
