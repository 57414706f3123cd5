import { deflateSync } from 'node:zlib';
import { AppError, Invalid } from '#platform/errors.ts';
import { spool, type SpooledFile } from '#platform/files/index.ts';
import type { ProjectDocument } from '../model.ts';
import { sampleProject } from '../versions/testing.ts';

/** How a piece of work was refused: "409 project_closed", or "reached:things_number_wrong" for fields; throws when it was not. */
export async function refusal(work: Promise<unknown>): Promise<string> {
	const problem: unknown = await work.then(() => null, (e: unknown) => e);
	if (!(problem instanceof AppError)) throw problem ?? new Error('It was not refused');
	return problem instanceof Invalid ? Object.entries(problem.fields).map(([field, e]) => `${field}:${e.code}`).sort().join() : `${problem.status} ${problem.code}`;
}

/** The outcome of a piece of work by its status: 200, or that of the refusal; faults are thrown. */
export const statusOf = (work: Promise<unknown>): Promise<number> => work.then(() => 200, (e: unknown) => (e instanceof AppError ? e.status : Promise.reject(e)));

export const unknownId = '00000000-0000-4000-8000-000000000000';

/** A file as an upload brings it; the work runs and the space is given back. */
export async function withFile<T>(name: string, bytes: Uint8Array | string, work: (file: { name: string; content: SpooledFile }) => Promise<T>): Promise<T> {
	const content = await spool((async function* () { yield Buffer.from(bytes); })(), { maxBytes: 200_000_000 });
	try {
		return await work({ name, content });
	} finally {
		await content.dispose();
	}
}

function chunk(kind: string, body: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(body.length);
	// The check sum is not read by us: browsers' tests have pictures of their own.
	return Buffer.concat([length, Buffer.from(kind, 'latin1'), body, Buffer.alloc(4)]);
}

/** A PNG of one colour, with a remark of the camera; `seed` makes its bytes differ. */
export function png(width = 4, height = 3, seed = 0): Buffer {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width);
	head.writeUInt32BE(height, 4);
	head.writeUInt8(8, 8);
	return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('tEXt', Buffer.from('GPS 56.5 24.1')), chunk('IDAT', deflateSync(Buffer.alloc(20, seed))), chunk('IEND', Buffer.alloc(0))]);
}

/** A JPEG's skeleton with a camera's note that says how it is turned and where it was taken. */
export function jpeg(width = 640, height = 480, turn = 6): Buffer {
	const segment = (marker: number, body: Buffer) => {
		const head = Buffer.from([0xff, marker, 0, 0]);
		head.writeUInt16BE(body.length + 2, 2);
		return Buffer.concat([head, body]);
	};
	const exif = Buffer.concat([Buffer.from('Exif\0\0II*\0', 'latin1'), Buffer.from([8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('GPS 56.5 24.1')]);
	const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
	frame.writeUInt16BE(height, 1);
	frame.writeUInt16BE(width, 3);
	return Buffer.concat([
		Buffer.from([0xff, 0xd8]), segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')), segment(0xe1, exif), segment(0xfe, Buffer.from('GPS remark')), segment(0xc0, frame),
		segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4]), Buffer.from([0xff, 0xd9]), Buffer.from('GPS appended')
	]);
}

/** A WebP of the extended form with a camera's note. */
export function webp(width = 300, height = 200): Buffer {
	const part = (kind: string, body: Buffer) => {
		const length = Buffer.alloc(4);
		length.writeUInt32LE(body.length);
		return Buffer.concat([Buffer.from(kind, 'latin1'), length, body, Buffer.alloc(body.length % 2)]);
	};
	const head = Buffer.alloc(10);
	head.writeUInt8(0x0c, 0);
	head.writeUIntLE(width - 1, 4, 3);
	head.writeUIntLE(height - 1, 7, 3);
	const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), part('VP8X', head), part('VP8 ', Buffer.alloc(11, 7)), part('EXIF', Buffer.from('GPS 56.5 24.1')), part('XMP ', Buffer.from('GPS'))]);
	const riff = Buffer.alloc(8, 'RIFF', 'latin1');
	riff.writeUInt32LE(body.length, 4);
	return Buffer.concat([riff, body]);
}

/** The sample project with something of everything that can be reached, for the lead, the other partner and the whole. */
export const plannedProject = (institutionId: string | null): ProjectDocument => {
	const sample = sampleProject(institutionId);
	return {
		...sample,
		packages: [
			{
				key: 'w1',
				title: { en: 'Learning' },
				activities: [
					{ key: 'a1', title: { en: 'Visits' }, partner: 'lead', from: null, to: null, deliverables: [{ key: 'visits', title: { en: 'Exchange visits' }, unit: { en: 'visit' }, planned: 8, due: '2026-04-30' }] },
					{ key: 'a2', title: { en: 'Trainings' }, partner: 'north', from: null, to: null, deliverables: [{ key: 'trainings', title: { en: 'Joint trainings' }, unit: null, planned: 5, due: null }] },
					{ key: 'a3', title: { en: 'Camps' }, partner: null, from: null, to: null, deliverables: [{ key: 'camps', title: { en: 'Camps' }, unit: null, planned: null, due: null }] }
				]
			}
		],
		sources: { 'indicators/people/target': { document: 'agreement', place: 'page 4' } }
	};
};
