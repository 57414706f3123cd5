import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { MethodologyDocument } from './model.ts';

/** The same document with every text in Unicode NFC and with plain line ends, so that equal words are equal bytes. */
export function normalise<T>(value: T): T {
	if (typeof value === 'string') return value.replaceAll('\r\n', '\n').normalize('NFC') as T;
	if (Array.isArray(value)) return value.map((item: unknown) => normalise(item)) as T;
	if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalise(item)])) as T;
	return value;
}

/**
 * The one spelling of a document that is stored and hashed: JSON after RFC 8785 (sorted keys, no spaces), texts in NFC,
 * defaults written out. The same content gives the same bytes, whatever the order of keys in the file was.
 */
export function canonicalText(document: object): string {
	const text = canonicalize(normalise(document));
	if (text === undefined) throw new TypeError('A document is an object');
	return text;
}

/** SHA-256 of the canonical text in lower-case hexadecimal: the name of exactly this content. */
export const hashOfText = (text: string): string => createHash('sha256').update(text).digest('hex');
export const hashOf = (document: MethodologyDocument): string => hashOfText(canonicalText(document));
