import { languages, type Language, type MethodologyDocument } from './model.ts';
import { finding, type Finding, type Path } from './problems.ts';

const languageSet = new Set<string>(languages);

/** Calls `visit` with every text in several languages, wherever it stands in the document. */
export function forEachText(value: unknown, visit: (text: Partial<Record<Language, string>>, path: Path) => void, path: Path = []): void {
	if (Array.isArray(value)) {
		for (const [i, item] of value.entries()) forEachText(item, visit, [...path, i]);
		return;
	}
	if (typeof value !== 'object' || value === null) return;
	const entries = Object.entries(value);
	// Ids may be called `en` too, but what lies under an id is never a bare text.
	if (entries.length > 0 && entries.every(([key, item]) => languageSet.has(key) && typeof item === 'string')) return visit(value, path);
	for (const [key, item] of entries) forEachText(item, visit, [...path, key]);
}

/** Texts only in declared languages; for publication, in all of them. */
export function checkTexts(document: MethodologyDocument): { findings: Finding[]; incomplete: Finding[] } {
	const findings: Finding[] = document.languages.flatMap((language, i) => (document.languages.indexOf(language) < i ? [finding(['languages', i], 'duplicate_language', { language })] : []));
	const incomplete: Finding[] = [];
	forEachText(document, (text, path) => {
		for (const language of languages) {
			const written = text[language] !== undefined;
			const declared = document.languages.includes(language);
			if (written && !declared) findings.push(finding([...path, language], 'language_undeclared', { language, field: 'languages' }));
			if (!written && declared) incomplete.push(finding(path, 'translation_missing', { language }));
		}
	});
	return { findings, incomplete };
}
