import { stringify } from 'yaml';
import { languages, MethodologyDocument, nodeDefaults } from './model.ts';

/**
 * Writes a document as a YAML file that people can read and edit: fields in the order of the format, languages in the
 * order lv, lt, en, defaults left out. Reading it back gives the same document and the same hash.
 */
export function toYaml(document: MethodologyDocument): string {
	// Parsing again puts the fields into the order of the schema.
	return stringify(tidy(MethodologyDocument.parse(document)), { lineWidth: 0, aliasDuplicateObjects: false, indentSeq: true, version: '1.2' });
}

const order = new Map<string, number>(languages.map((language, i) => [language, i]));

function tidy(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(tidy);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([key, item]) => item !== undefined && !isDefault(value, key, item));
	const localized = entries.length > 0 && entries.every(([key]) => order.has(key));
	if (localized) entries.sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
	return Object.fromEntries(entries.map(([key, item]) => [key, tidy(item)]));
}

function isDefault(owner: object, key: string, item: unknown): boolean {
	if (!('kind' in owner && 'children' in owner)) return false;
	if (key === 'children') return Array.isArray(item) && item.length === 0;
	return Object.hasOwn(nodeDefaults, key) && nodeDefaults[key as keyof typeof nodeDefaults] === item;
}
