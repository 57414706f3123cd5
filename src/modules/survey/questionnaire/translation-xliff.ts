import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { decodeText } from './decode.ts';
import { AnswerLanguage, type QuestionnaireDocument } from './model.ts';
import type { TextSlot } from './texts.ts';
import { rowNote, unitsOf, type RowNote, type TranslationUnit } from './translate.ts';
import type { FileFault, ReadTranslation } from './translation-csv.ts';

const namespace = 'urn:oasis:names:tc:xliff:document:2.0';
const mostUnits = 5000;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');

/** Texts for a translator as XLIFF 2.0 (OASIS, 2014): one unit a text, its id the key of the text. */
export function toXliff(document: QuestionnaireDocument, source: AnswerLanguage, target: AnswerLanguage, note: (slot: TextSlot) => string): string {
	const units = unitsOf(document, source, target).map(
		(unit) => `\t\t<unit id="${unit.key}">
\t\t\t<notes><note>${escape(note(unit.slot))}</note></notes>
\t\t\t<segment state="${unit.target === '' ? 'initial' : 'translated'}">
\t\t\t\t<source xml:space="preserve">${escape(unit.source)}</source>${unit.target === '' ? '' : `\n\t\t\t\t<target xml:space="preserve">${escape(unit.target)}</target>`}
\t\t\t</segment>
\t\t</unit>
`
	);
	return `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="${namespace}" version="2.0" srcLang="${source}" trgLang="${target}">
\t<file id="questionnaire" original="${document.id}-${document.version}">
${units.join('')}\t</file>
</xliff>
`;
}

/** A node of the parser's ordered tree: one element with its children, or a text. */
type Node = Readonly<Record<string, unknown>>;
const attributesKey = ':@';

/** Reads XLIFF 2.0 as translation programs send it back. Entities of a document type are refused, never expanded. */
export function readXliff(bytes: Uint8Array): ReadTranslation | { readonly fault: FileFault; readonly params?: Record<string, string | number> } {
	const { text, encoding } = decodeText(bytes);
	if (text.trim() === '') return { fault: 'empty' };
	if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return { fault: 'doctype' };
	const tree = parseXml(text);
	if (!tree) return { fault: 'xml' };
	const root = tree.find((node) => Object.hasOwn(node, 'xliff'));
	if (!root) return { fault: 'xliff', params: { version: '–' } };
	const version = attribute(root, 'version');
	if (!version.startsWith('2.')) return { fault: 'xliff', params: { version: version || '–' } };
	const units = elements(root, 'xliff').filter((node) => Object.hasOwn(node, 'file')).flatMap((file) => unitsIn(elements(file, 'file')));
	if (units.length > mostUnits) return { fault: 'large', params: { max: mostUnits } };
	const read = units.map((unit, i) => readUnit(unit, i + 1));
	const language = (name: string): AnswerLanguage | null => AnswerLanguage.safeParse(attribute(root, name).slice(0, 2).toLowerCase()).data ?? null;
	return { units: read.flatMap(({ unit }) => (unit ? [unit] : [])), notes: read.flatMap(({ note }) => (note ? [note] : [])), source: language('srcLang'), target: language('trgLang'), encoding };
}

function parseXml(text: string): Node[] | null {
	try {
		if (XMLValidator.validate(text) !== true) return null;
		const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, parseAttributeValue: false, trimValues: false, processEntities: false, removeNSPrefix: true, ignoreDeclaration: true, ignorePiTags: true, maxNestedTags: 30 });
		return parser.parse(text) as Node[];
	} catch {
		return null;
	}
}

const elements = (node: Node, name: string): Node[] => (Array.isArray(node[name]) ? (node[name] as Node[]) : []);
const attribute = (node: Node, name: string): string => {
	const attributes = node[attributesKey];
	const value = typeof attributes === 'object' && attributes !== null && Object.hasOwn(attributes, name) ? (attributes as Record<string, unknown>)[name] : '';
	return unescape(String(value ?? ''));
};

/** Units may lie in groups. */
const unitsIn = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => (Object.hasOwn(node, 'unit') ? [node] : unitsIn(elements(node, 'group'))));

function readUnit(node: Node, row: number): { unit?: TranslationUnit; note?: RowNote } {
	const key = attribute(node, 'id');
	// A translation program may cut a text into several segments; together they are the text.
	const segments = elements(node, 'unit').filter((child) => Object.hasOwn(child, 'segment') || Object.hasOwn(child, 'ignorable'));
	const parts = segments.map((segment) => elements(segment, Object.hasOwn(segment, 'segment') ? 'segment' : 'ignorable'));
	const [source, target] = (['source', 'target'] as const).map((name) => parts.map((part) => part.filter((child) => Object.hasOwn(child, name)).map((child) => wordsOf(elements(child, name)))).flat());
	const joined = (texts: (string | null)[] | undefined): string | null => (texts?.includes(null) ? null : (texts ?? []).join(''));
	const [before, after] = [joined(source), joined(target)];
	if (before === null || after === null) return { note: rowNote(row, key, 'markup', after ?? '') };
	return { unit: { row, key, source: before, target: after } };
}

/** The text of an element; null when it holds elements, which our texts never do. */
function wordsOf(nodes: readonly Node[]): string | null {
	if (nodes.some((node) => !Object.hasOwn(node, '#text'))) return null;
	return nodes.map((node) => unescape(String(node['#text'] ?? ''))).join('');
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities of XML and numbers of characters; nothing else is an entity here. */
const unescape = (text: string): string =>
	text.replace(/&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|(amp|lt|gt|quot|apos));/g, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
		if (name !== undefined) return named[name] ?? whole;
		const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
		return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
	});
