import { QuestionnaireDocument } from './model.ts';

const most = 48;
const documents = new Map<string, QuestionnaireDocument>();

/** The document of a canonical text, frozen. A version never changes, so the last ones used are kept by their hash. */
export function readDocument(sha256: string, text: string): QuestionnaireDocument {
	const known = documents.get(sha256);
	const document = known ?? freeze(QuestionnaireDocument.parse(JSON.parse(text)));
	documents.delete(sha256);
	documents.set(sha256, document);
	for (const oldest of documents.keys()) {
		if (documents.size <= most) break;
		documents.delete(oldest);
	}
	return document;
}

/** Whether the document is kept, so that its text need not be read. The hash is no right to read. */
export const isKept = (sha256: string): boolean => documents.has(sha256);

function freeze<T>(value: T): T {
	if (typeof value !== 'object' || value === null) return value;
	for (const item of Object.values(value)) freeze(item);
	return Object.freeze(value);
}
