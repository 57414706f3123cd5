import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#platform/typst/root.ts';

const held: { style?: { readonly css: string; readonly hash: string } } = {};

/** The one stylesheet, which stands in every page, and its hash for the content security policy. */
export function style(): { readonly css: string; readonly hash: string } {
	if (held.style) return held.style;
	const source = readFileSync(join(packageRoot(), 'src/door/style.css'), 'utf8');
	const css = source
		.replace(/\/\*[^]*?\*\//g, '')
		.replace(/\s+/g, ' ')
		.replace(/ ?([{};,]) ?/g, '$1')
		.replace(/: /g, ':')
		.replaceAll(';}', '}')
		.trim();
	held.style = { css, hash: `sha256-${createHash('sha256').update(css).digest('base64')}` };
	return held.style;
}
