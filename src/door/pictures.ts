import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#platform/typst/root.ts';
import { html, Markup } from './html.ts';

const symbols = new Map<string, Markup | null>();

/** A picture of the product's set as a symbol that the page may show several times; null when there is none of this name. */
function symbol(name: string): Markup | null {
	if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) return null;
	const known = symbols.get(name);
	if (known !== undefined) return known;
	const read = readSymbol(name);
	symbols.set(name, read);
	return read;
}

function readSymbol(name: string): Markup | null {
	let source: string;
	try {
		source = readFileSync(join(packageRoot(), 'static/pictures', `${name}.svg`), 'utf8');
	} catch {
		return null;
	}
	const [, attributes = '', inside = ''] = /<svg([^>]*)>([^]*)<\/svg>/.exec(source) ?? [];
	const viewBox = /viewBox="([\d .-]+)"/.exec(attributes)?.[1];
	// What the picture sets for all its lines stands on the outermost element, whose place the symbol takes.
	const kept = [...attributes.matchAll(/\s((?:fill|stroke)[a-z-]*)="([^"<>]*)"/g)].map(([whole]) => whole).join('');
	const lines = inside.replace(/<!--[^]*?-->|<(title|desc|metadata)\b[^]*?<\/\1>/g, '').replace(/\s*\n\s*/g, '');
	return viewBox ? new Markup(`<symbol id="i-${name}" viewBox="${viewBox}"${kept}>${lines}</symbol>`) : null;
}

export const hasPicture = (name: string | undefined): name is string => name !== undefined && symbol(name) !== null;

/** Shows a picture that `sprite` put into the page; it says nothing that the words beside it do not say. */
export const picture = (name: string | undefined, className = ''): Markup | null =>
	hasPicture(name) ? html`<svg aria-hidden="true"${className ? html` class="${className}"` : null}><use href="#i-${name}"/></svg>` : null;

/** All pictures of a page once. */
export const sprite = (names: Iterable<string>): Markup | null => {
	const all = [...new Set(names)].map(symbol).filter((one) => one !== null);
	return all.length > 0 ? html`<svg class="first" aria-hidden="true">${all}</svg>` : null;
};
