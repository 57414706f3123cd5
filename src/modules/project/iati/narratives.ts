import { locales, type Locale, type LocalizedText } from '#platform/locale.ts';
import { childrenOf, el, textOf, attributeOf, type Xml } from './xml.ts';

/** A text in the languages it has, each as a narrative. */
export const narratives = (text: LocalizedText | null): Xml[] => locales.flatMap((locale) => (text?.[locale] === undefined ? [] : [el('narrative', { 'xml:lang': locale }, text[locale])]));

/** The same sentence made in each language of the product. */
export const inAllLanguages = (say: (locale: Locale) => string): LocalizedText => Object.fromEntries(locales.map((locale) => [locale, say(locale)]));

/** The narratives of an element in the languages of the product; what names no language is taken as `otherwise`. */
export function localizedOf(element: Xml | null, otherwise: Locale): { readonly text: LocalizedText; readonly others: readonly string[] } {
	const text: LocalizedText = {};
	const others: string[] = [];
	for (const narrative of element ? childrenOf(element, 'narrative') : []) {
		const words = textOf(narrative);
		if (words === '') continue;
		const tag = attributeOf(narrative, 'xml:lang');
		const language = tag === null ? otherwise : locales.find((locale) => tag.toLowerCase().split('-')[0] === locale);
		if (language === undefined) others.push(words);
		else text[language] ??= words;
	}
	return { text, others };
}
