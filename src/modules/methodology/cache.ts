import { MethodologyDocument } from './model.ts';

const most = 24;
const documents = new Map<string, MethodologyDocument>();

/**
 * The document of a canonical text. A version never changes, so the last ones used are kept by their hash, frozen; the
 * hash is no right to read: callers ask the database first whether the region has the version.
 */
export function readVersionText(sha256: string, text: string): MethodologyDocument {
	const known = documents.get(sha256);
	const document = known ?? freeze(MethodologyDocument.parse(JSON.parse(text)));
	documents.delete(sha256);
	documents.set(sha256, document);
	for (const oldest of documents.keys()) {
		if (documents.size <= most) break;
		documents.delete(oldest);
	}
	return document;
}
readVersionText.has = (sha256: string): boolean => documents.has(sha256);

function freeze<T>(value: T): T {
	if (typeof value !== 'object' || value === null) return value;
	for (const item of Object.values(value)) freeze(item);
	return Object.freeze(value);
}
