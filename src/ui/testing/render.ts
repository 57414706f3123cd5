import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { inLanguage } from '#i18n/text.ts';
import type { Locale } from '#platform/locale.ts';

/** A component without props, such as an example, as the HTML that the server sends. */
export function html(example: Component, locale: Locale = 'en'): { head: string; body: string } {
	return inLanguage(locale, () => {
		const { head, body } = render(example);
		return { head, body: body.replaceAll(/<!--.*?-->/gs, '') };
	});
}

/** The start tag of the first element that contains `part`, for example `id="email"`. */
export function tagWith(body: string, part: string): string {
	const found = body.match(/<[a-z][^<>]*>/g)?.find((tag) => tag.includes(part));
	if (found === undefined) throw new Error(`No element has ${part}.`);
	return found;
}
