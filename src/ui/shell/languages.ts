import { locales, type Locale } from '#platform/locale.ts';

/** Every language by its own name, so that each reader finds theirs. */
const ownName: Record<Locale, string> = { lv: 'Latviešu', lt: 'Lietuvių', en: 'English' };

export interface LanguageLink {
	readonly locale: Locale;
	readonly name: string;
	readonly href: string;
}

/**
 * The links of the language switch: the same page in each language. `path` is the path with its query; the name of a
 * form action (`?/save`) and the notice of the last change (`done`) are left behind, because both belong to the page before.
 */
export function languageLinks(path: string): LanguageLink[] {
	const [pathname = '/', search = ''] = path.split('?', 2);
	const kept = [...new URLSearchParams(search)].filter(([key]) => key !== 'lang' && key !== 'done' && !key.startsWith('/'));
	return locales.map((locale) => ({ locale, name: ownName[locale], href: `${pathname}?${new URLSearchParams([...kept, ['lang', locale]])}` }));
}
