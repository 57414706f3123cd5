/**
 * Errors that are answers, not faults: the person sees a sentence in their language, at the field where there is one.
 * `code` names a message `error_<code>` of the text catalogue; `params` fill its placeholders.
 */
export class AppError extends Error {
	readonly code: string;
	readonly status: number;
	readonly params: Record<string, string | number>;
	constructor(status: number, code: string, params: Record<string, string | number> = {}) {
		super(code);
		this.name = new.target.name;
		this.status = status;
		this.code = code;
		this.params = params;
	}
}

/** The thing does not exist, or this person may not know that it does: both look the same from outside (404). */
export class NotFound extends AppError {
	constructor(code = 'not_found', params: Record<string, string | number> = {}) {
		super(404, code, params);
	}
}
/** The person may see the thing but may not do this with it (403). */
export class Forbidden extends AppError {
	constructor(code = 'forbidden', params: Record<string, string | number> = {}) {
		super(403, code, params);
	}
}
/** The state of the thing does not allow it now: closed cycle, opened consensus, an older revision (409). */
export class Conflict extends AppError {
	constructor(code: string, params: Record<string, string | number> = {}) {
		super(409, code, params);
	}
}
/** Fields that must be mended (422): field name → message code, with the parameters of each message. */
export class Invalid extends AppError {
	readonly fields: Record<string, FieldError>;
	constructor(fields: Record<string, FieldError>) {
		super(422, 'invalid');
		this.fields = fields;
	}
}
export interface FieldError {
	code: string;
	params?: Record<string, string | number>;
}
/** Too many attempts (429); `seconds` says how long to wait. */
export class TooMany extends AppError {
	constructor(seconds: number) {
		super(429, 'too_many', { minutes: Math.max(1, Math.ceil(seconds / 60)) });
	}
}
