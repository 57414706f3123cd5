import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { ownNamespace } from './codes.ts';
import type { Xml } from './xml.ts';

/** Why a file cannot be read at all; the message is `error_exchange_file_<fault>`. */
export type XmlFault = 'empty' | 'encoding' | 'doctype' | 'broken' | 'deep';

/** Elements inside one another: the standard needs nine. */
const mostNested = 24;

type Node = Readonly<Record<string, unknown>>;
const attributesKey = ':@';

/**
 * Reads a file as a tree of elements. Document types are refused, so that no entity is ever declared, expanded or fetched;
 * namespaces are resolved: elements and attributes of other namespaces than the standard's and ours are left out.
 */
export function readXml(bytes: Uint8Array): { readonly root: Xml } | { readonly fault: XmlFault } {
	const text = decode(bytes);
	if (text === null) return { fault: 'encoding' };
	if (text.trim() === '') return { fault: 'empty' };
	const bare = text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '');
	if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(bare)) return { fault: 'doctype' };
	if (tooDeep(bare)) return { fault: 'deep' };
	const tree = parse(text);
	const [root] = tree?.map((node) => element(node, new Map())) ?? [];
	return root ? { root } : { fault: 'broken' };
}

/** Unicode with or without a mark of the byte order, or the encoding that the file itself names. */
function decode(bytes: Uint8Array): string | null {
	const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
	const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
	const named = /^(?:\u00EF\u00BB\u00BF)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1];
	try {
		return new TextDecoder(marked ?? named ?? 'utf-8', { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

// Counted before parsing: a tree of a hundred thousand levels would end the process, not the parser.
function tooDeep(text: string): boolean {
	let depth = 0;
	for (const match of text.matchAll(/<(\/?)[A-Za-z_:](?:[^<>"']|"[^"]*"|'[^']*')*?(\/?)>/g)) {
		if (match[1]) depth--;
		else if (!match[2] && ++depth > mostNested) return true;
	}
	return false;
}

function parse(text: string): Node[] | null {
	try {
		if (XMLValidator.validate(text) !== true) return null;
		const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, parseAttributeValue: false, trimValues: false, processEntities: false, ignoreDeclaration: true, ignorePiTags: true, maxNestedTags: mostNested });
		return (parser.parse(text) as Node[]).filter((node) => !Object.hasOwn(node, '#text'));
	} catch {
		return null;
	}
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

function element(node: Node, outer: ReadonlyMap<string, string>): Xml | null {
	const tag = Object.keys(node).find((key) => key !== attributesKey);
	if (tag === undefined) return null;
	const raw = attributesOf(node);
	const spaces = new Map(outer);
	for (const [name, value] of raw) if (name === 'xmlns' || name.startsWith('xmlns:')) spaces.set(name.slice(6), value);
	const name = known(tag, spaces, true);
	if (name === null) return null;
	const attributes = raw.flatMap(([key, value]): [string, string][] => {
		const own = key === 'xmlns' || key.startsWith('xmlns:') ? null : known(key, spaces, false);
		return own === null ? [] : [[own, value]];
	});
	const inner = Array.isArray(node[tag]) ? (node[tag] as Node[]) : [];
	const children = inner.flatMap((child): (Xml | string)[] => {
		if (Object.hasOwn(child, '#text')) return [unescape(String(child['#text'] ?? ''))];
		const read = element(child, spaces);
		return read ? [read] : [];
	});
	return { name, attributes: Object.fromEntries(attributes), children };
}

/** The name as the program uses it, or null for a name of a namespace that is nothing to us. */
function known(name: string, spaces: ReadonlyMap<string, string>, isElement: boolean): string | null {
	const [prefix, local] = name.includes(':') ? (name.split(':', 2) as [string, string]) : ['', name];
	if (prefix === 'xml') return `xml:${local}`;
	const space = prefix === '' && !isElement ? '' : (spaces.get(prefix) ?? '');
	if (space === ownNamespace) return `sq:${local}`;
	return space === '' && prefix === '' ? local : space === xmlNamespace ? `xml:${local}` : null;
}

function attributesOf(node: Node): [string, string][] {
	const held = node[attributesKey];
	return typeof held === 'object' && held !== null ? Object.entries(held).map(([name, value]) => [name, unescape(String(value ?? ''))]) : [];
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities of XML and numbers of characters; nothing else is an entity here. */
const unescape = (value: string): string =>
	value.replace(/&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|(amp|lt|gt|quot|apos));/g, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
		if (name !== undefined) return named[name] ?? whole;
		const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
		return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
	});
