/** A person with a plain HTML client: it follows links and forms, sends what their fields hold, and runs nothing. */
export interface Form {
	readonly fields: Map<string, string[]>;
	/** Names of radio groups and of text fields, in their order. */
	readonly groups: Map<string, string[]>;
	readonly texts: string[];
	/** Values of the buttons that send the form, the first being what Enter does. */
	readonly buttons: string[];
}

const decoded = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string | null => {
	const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
	return found === undefined ? null : decoded(found);
};

/** The one form of a page with what it would send untouched. Throws when there is not exactly one. */
export function formOf(page: string): Form {
	const forms = page.match(/<form[^]*?<\/form>/g) ?? [];
	if (forms.length !== 1 || !forms[0]) throw new Error(`The page has ${forms.length} forms`);
	const form: Form = { fields: new Map(), groups: new Map(), texts: [], buttons: [] };
	const add = (map: Map<string, string[]>, name: string, value: string): void => void map.set(name, [...(map.get(name) ?? []), value]);
	for (const [tag, inside] of forms[0].matchAll(/<(?:input|button)[^>]*>|<textarea[^>]*>([^]*?)<\/textarea>/g)) {
		const name = attribute(tag, 'name') ?? '';
		const value = attribute(tag, 'value') ?? '';
		const type = attribute(tag, 'type');
		if (tag.startsWith('<button')) form.buttons.push(value);
		else if (tag.startsWith('<textarea') || type === 'text') {
			form.texts.push(name);
			add(form.fields, name, tag.startsWith('<textarea') ? decoded(inside ?? '').replace(/^\n/, '') : value);
		} else if (type === 'radio' || type === 'checkbox') {
			add(form.groups, name, value);
			if (/\schecked[\s>]/.test(tag)) add(form.fields, name, value);
		} else add(form.fields, name, value);
	}
	return form;
}

/** What the form sends with these changes: values by name, and the button that is pressed (the first unless given). */
export function sending(form: Form, change: Record<string, string | string[]> = {}, button: string | null = form.buttons[0] ?? null): string {
	const all = new Map(form.fields);
	for (const [name, value] of Object.entries(change)) all.set(name, [value].flat());
	if (button !== null) all.set('do', [button]);
	return new URLSearchParams([...all].flatMap(([name, values]) => values.map((value): [string, string] => [name, value]))).toString();
}

/** Fills every radio group with its option of this number and every text. */
export const filled = (form: Form, option = 0): Record<string, string> => ({
	...Object.fromEntries([...form.groups].map(([name, values]) => [name, values[Math.min(option, values.length - 1)] ?? ''])),
	...Object.fromEntries(form.texts.map((name) => [name, 'A <b>text</b> & more']))
});
