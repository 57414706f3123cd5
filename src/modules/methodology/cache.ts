import { documentCache } from '#platform/document-cache.ts';
import { MethodologyDocument } from './model.ts';

/** The versions used last, parsed. */
export const versionCache = documentCache((value) => MethodologyDocument.parse(value), 24);
