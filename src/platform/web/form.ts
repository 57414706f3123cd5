import { z } from 'zod';
import { AppError, Invalid, type FieldError } from '../errors.ts';

/** The largest ordinary form, in bytes; files go through the streaming upload instead. */
const formLimit = 1_000_000;

export type Fields = Record<string, string | string[]>;

/** A form that did not pass: what was typed comes back beside the error of each field. */
export class RejectedForm extends Invalid {
	readonly typed: Fields;
	constructor(fields: Record<string, FieldError>, typed: Fields) {
		super(fields);
		this.typed = typed;
	}
}

/** Reads the body of a form as text fields; a name that comes several times becomes a list. */
export async function readFields(request: Request): Promise<Fields> {
	const declared = Number(request.headers.get('content-length') ?? 0);
	if (declared > formLimit) throw new AppError(413, 'form_too_large');
	const type = request.headers.get('content-type') ?? '';
	if (!type.startsWith('application/x-www-form-urlencoded')) throw new AppError(415, 'form_wrong_type');
	const bytes = await readAtMost(request, formLimit);
	let body: string;
	try {
		body = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new AppError(400, 'form_wrong_encoding');
	}
	const fields: Fields = {};
	for (const [name, raw] of new URLSearchParams(body)) {
		if (raw.includes('\uFFFD')) throw new AppError(400, 'form_wrong_encoding');
		// PostgreSQL stores no NUL, and NFC makes equal words equal.
		const value = raw.replaceAll('\0', '').replaceAll('\r\n', '\n').normalize('NFC');
		const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
		Object.defineProperty(fields, name, { value: before === undefined ? value : [...[before].flat(), value], enumerable: true, configurable: true, writable: true });
	}
	return fields;
}

async function readAtMost(request: Request, limit: number): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of request.body ?? []) {
		size += part.byteLength;
		if (size > limit) throw new AppError(413, 'form_too_large');
		parts.push(part);
	}
	return Buffer.concat(parts);
}

/**
 * Reads and checks a form in one step: the value of the schema, or RejectedForm with a message code for every field and
 * everything that was typed. The codes come from the schema's `error` texts: write `z.string({ error: 'required' })`.
 */
export async function readForm<Schema extends z.ZodType>(schema: Schema, request: Request): Promise<z.output<Schema>> {
	return checkFields(schema, await readFields(request));
}

/** The second half of `readForm`, for fields that are already read. */
export function checkFields<Schema extends z.ZodType>(schema: Schema, typed: Fields): z.output<Schema> {
	const parsed = schema.safeParse(typed);
	if (parsed.success) return parsed.data;
	throw new RejectedForm(fieldErrors(parsed.error), typed);
}

/** First problem of each field as a message code; texts that are no code become `wrong`. */
export function fieldErrors(error: z.ZodError): Record<string, FieldError> {
	const fields: Record<string, FieldError> = {};
	for (const issue of error.issues) {
		const name = String(issue.path[0] ?? 'form');
		fields[name] ??= toFieldError(issue);
	}
	return fields;
}

const specific = (message: string): boolean => /^[a-z][a-z0-9_]*$/.test(message) && message !== 'required' && message !== 'wrong';

function toFieldError(issue: z.core.$ZodIssue): FieldError {
	// The error text of `z.string({ error })` speaks for its checks too, so a text that is too long must say so first.
	if (issue.code === 'too_big' && issue.origin === 'string' && !specific(issue.message)) return { code: 'too_long', params: { max: Number(issue.maximum) } };
	if (/^[a-z][a-z0-9_]*$/.test(issue.message)) return { code: issue.message };
	if (issue.code === 'too_small' && issue.origin === 'string') return { code: 'required' };
	if (issue.code === 'invalid_type' && issue.input === undefined) return { code: 'required' };
	return { code: 'wrong' };
}

/** Common fields of forms: trimmed text that must be there, text that may be empty, a calendar day. */
export const requiredText = (max: number) => z.string({ error: 'required' }).trim().min(1, { error: 'required' }).max(max);
export const optionalText = (max: number) => z.string({ error: 'wrong' }).trim().max(max).optional().default('');
export const day = z.string({ error: 'required' }).trim().min(1, { error: 'required' }).pipe(z.iso.date({ error: 'day_wrong' }));
export const optionalDay = z.union([z.literal('').transform(() => null), day]).optional().transform((value) => value ?? null);
export const uuidField = z.string({ error: 'required' }).min(1, { error: 'required' }).pipe(z.uuid({ error: 'wrong' }));
