/** An element of a document: names of our own namespace carry the prefix `sq:`, `xml:lang` keeps its name. */
export interface Xml {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly (Xml | string)[];
}

type Child = Xml | string | null;

/** Builds an element; attributes that are null and children that are null are left out. */
export function el(name: string, attributes: Readonly<Record<string, string | number | null>> = {}, children: Child | readonly Child[] = []): Xml {
	const given = Object.entries(attributes).flatMap(([key, value]): [string, string][] => (value === null ? [] : [[key, String(value)]]));
	return { name, attributes: Object.fromEntries(given), children: [children].flat().filter((child) => child !== null) };
}

// Characters that XML 1.0 cannot carry in any spelling; a half of a surrogate pair is none at all.
export const impossible = /(?![\t\n\r\u007F-\u009F])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu;

const text = (value: string): string => value.replace(impossible, '\uFFFD').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
const quoted = (value: string): string => text(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

/** Writes an element with its children, indented by tabs; an element that holds text stays on one line. */
export function writeXml(element: Xml, depth = 0): string {
	const indent = '\t'.repeat(depth);
	const start = `${indent}<${element.name}${Object.entries(element.attributes).map(([name, value]) => ` ${name}="${quoted(value)}"`).join('')}`;
	if (element.children.length === 0) return `${start}/>\n`;
	if (element.children.some((child) => typeof child === 'string')) return `${start}>${element.children.map((child) => (typeof child === 'string' ? text(child) : writeXml(child).trim())).join('')}</${element.name}>\n`;
	return `${start}>\n${element.children.map((child) => (typeof child === 'string' ? child : writeXml(child, depth + 1))).join('')}${indent}</${element.name}>\n`;
}

export const childrenOf = (element: Xml, name: string): Xml[] => element.children.filter((child): child is Xml => typeof child !== 'string' && child.name === name);
export const childOf = (element: Xml, name: string): Xml | null => childrenOf(element, name)[0] ?? null;
/** The attribute, trimmed; null when it is absent or blank. */
export const attributeOf = (element: Xml | null, name: string): string | null => (element && Object.hasOwn(element.attributes, name) ? element.attributes[name]?.trim() || null : null);
/** The text of an element itself, trimmed. */
export const textOf = (element: Xml | null): string => (element?.children ?? []).filter((child) => typeof child === 'string').join('').trim();
