/**
 * Keeps the documents read last by the hash of their canonical text, frozen: a published version never changes. The hash is
 * no right to read: callers ask the database first whether the region has the version.
 */
export interface DocumentCache<T> {
	/** The document of a canonical text; the text may be empty where `has` says that it is kept. */
	read(sha256: string, text: string): T;
	/** Whether the document is kept, so that its text need not be read. */
	has(sha256: string): boolean;
}

export function documentCache<T>(parse: (value: unknown) => T, most: number): DocumentCache<T> {
	const documents = new Map<string, T>();
	return {
		read: (sha256, text) => {
			const document = documents.get(sha256) ?? freeze(parse(JSON.parse(text)));
			documents.delete(sha256);
			documents.set(sha256, document);
			for (const oldest of documents.keys()) {
				if (documents.size <= most) break;
				documents.delete(oldest);
			}
			return document;
		},
		has: (sha256) => documents.has(sha256)
	};
}

function freeze<T>(value: T): T {
	if (typeof value !== 'object' || value === null) return value;
	for (const item of Object.values(value)) freeze(item);
	return Object.freeze(value);
}
