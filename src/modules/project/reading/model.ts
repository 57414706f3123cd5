import { AppError } from '#platform/errors.ts';

/** What a place of a document could not be read for. */
export const unreadReasons = ['picture_page', 'garbled_page', 'picture', 'undecodable', 'rest'] as const;
/**
 * A page without text (a picture of one, or empty), a page whose letters cannot be told, a picture within the text,
 * characters of an unknown encoding, and everything after the longest text that is read.
 */
export type UnreadReason = (typeof unreadReasons)[number];

export interface ReadLine {
	readonly text: string;
	/** Counted from 1 in the text as it was read. */
	readonly line: number;
	/** The page of a PDF, counted from 1. */
	readonly page?: number;
}

export interface UnreadPlace {
	/** The line before which it stands, or whose part it is. */
	readonly line: number;
	readonly reason: UnreadReason;
	readonly page?: number;
}

/** A document as lines of text: a paragraph, an item of a list or a row of a table is one line. */
export interface ReadText {
	readonly name: string;
	readonly lines: readonly ReadLine[];
	readonly unread: readonly UnreadPlace[];
}

/** The largest file that is opened, in bytes: 50 MB. */
export const documentLimit = 50 * 1024 * 1024;
/** The most characters that are read from one document; what follows is listed as unread. */
export const characterLimit = 3_000_000;
/** Between the cells of a row; no figure is read across it. */
export const cellGap = ' | ';

export const unreadableCodes = ['check_file_empty', 'check_file_binary', 'check_file_kind', 'check_file_old_word', 'check_file_encrypted', 'check_file_broken', 'check_file_pictures', 'check_file_picture', 'check_file_too_large', 'check_file_too_heavy', 'check_file_no_time'] as const;
export type UnreadableCode = (typeof unreadableCodes)[number];

/** A file of which nothing can be read; `code` says why (message `error_<code>`, params `name` and `megabytes`). */
export class Unreadable extends AppError {
	declare readonly code: UnreadableCode;
	constructor(code: UnreadableCode, name: string) {
		super(422, code, { name, megabytes: Math.floor(documentLimit / 1024 / 1024) });
	}
}

/** Thrown where only the kind of the trouble is known yet, not the file's name. */
export class Refusal extends Error {
	readonly code: UnreadableCode;
	constructor(code: UnreadableCode) {
		super(code);
		this.name = 'Refusal';
		this.code = code;
	}
}

/** What a reader of one kind makes; the name is added outside. */
export type Content = Omit<ReadText, 'name'>;
