/** Text that is already HTML; everything else is escaped when it is put into a template. */
export class Markup {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}
export type Part = Markup | string | number | null | undefined | false | readonly Part[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign) : text);

function written(part: Part): string {
	if (part instanceof Markup) return part.text;
	if (typeof part === 'string') return escaped(part);
	if (typeof part === 'number') return String(part);
	return part ? part.map(written).join('') : '';
}

/** A template whose values are escaped unless they are markup themselves: html`<p>${typed}</p>`. Attributes stand in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
	let text = strings[0] ?? '';
	for (let i = 0; i < parts.length; i++) text += written(parts[i]) + (strings[i + 1] ?? '');
	return new Markup(text);
}

/** An attribute without value, such as `checked`. */
export const when = (condition: boolean, name: string): Markup => new Markup(condition ? ` ${name}` : '');
