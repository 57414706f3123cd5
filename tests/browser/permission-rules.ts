import type { Sending } from './client.ts';
import type { Scene, StateName } from './scenes.ts';

/** The letters of those who may open a page, everywhere or by state; after "!" those who are told that it is not there yet (409). */
export type PageRule = string | Record<StateName, string>;

/** An action: who may do it (where nobody has a right of their own to it: everybody), in which state, with what fields. */
export interface Action {
	readonly who: string;
	readonly state?: StateName;
	readonly fields?: (scene: Scene) => Record<string, string | string[]>;
	/** Another body than fields: a file. */
	readonly body?: () => Sending;
	/** It needs no fields, so that nothing can be wrong in them. */
	readonly bare?: true;
}

/** A form with a file. */
export function file(name: string, text: string, fields: Readonly<Record<string, string>> = {}): Sending {
	const form = new FormData();
	for (const [field, value] of Object.entries(fields)) form.set(field, value);
	form.set('file', new File([text], name));
	return { body: form, headers: { 'content-type': null } };
}

/** A form without a file, in the shape that forms with files have. */
export function multipart(fields: Readonly<Record<string, string>>): Sending {
	const form = new FormData();
	for (const [field, value] of Object.entries(fields)) form.set(field, value);
	return { body: form, headers: { 'content-type': null } };
}
