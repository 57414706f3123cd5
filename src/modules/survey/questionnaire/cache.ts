import { documentCache } from '#platform/document-cache.ts';
import { QuestionnaireDocument } from './model.ts';

/** The versions used last, parsed. */
export const versionCache = documentCache((value) => QuestionnaireDocument.parse(value), 48);
