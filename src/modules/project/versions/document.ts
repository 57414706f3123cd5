import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { documentCache } from '#platform/document-cache.ts';
import { ProjectDocument } from '../model.ts';

/** A document with nothing agreed yet: what a new project's draft starts from. Its title is put in by whoever makes it. */
export const emptyDocument = (): ProjectDocument => ({
	format: 1,
	codes: [],
	title: {},
	acronym: null,
	programme: { name: null, priority: null, objective: null },
	period: { from: null, to: null, precision: 'day', months: null },
	currency: 'EUR',
	funds: [],
	partners: [],
	shares: [],
	lines: [],
	periods: [],
	budget: [],
	groups: [],
	objectives: [],
	packages: [],
	indicators: [],
	objects: [],
	compliance: [],
	documents: [],
	sources: {}
});

export interface SealedDocument {
	/** JSON after RFC 8785, texts in NFC: equal content is equal bytes. */
	readonly text: string;
	/** SHA-256 of `text`, lower-case hexadecimal. */
	readonly sha256: string;
}

/** The one spelling of a document that is stored and hashed. Throws ZodError for what is no project document. */
export function sealDocument(document: ProjectDocument): SealedDocument {
	const text = canonicalize(ProjectDocument.parse(composed(document)));
	if (text === undefined) throw new TypeError('A document is an object');
	return { text, sha256: createHash('sha256').update(text).digest('hex') };
}

function composed<T>(value: T): T {
	if (typeof value === 'string') return value.replaceAll('\r\n', '\n').normalize('NFC') as T;
	if (Array.isArray(value)) return value.map((item: unknown) => composed(item)) as T;
	if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, composed(item)])) as T;
	return value;
}

/** A stored draft's document. */
export const readDocument = (text: string): ProjectDocument => ProjectDocument.parse(JSON.parse(text));

/** Versions never change, so those read last are kept parsed and frozen. */
export const versionCache = documentCache((value) => ProjectDocument.parse(value), 32);
