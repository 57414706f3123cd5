/** The languages of the product, in the order in which the switch shows them. */
export const locales = ['lv', 'lt', 'en'] as const;
export type Locale = (typeof locales)[number];
export const isLocale = (value: unknown): value is Locale => typeof value === 'string' && (locales as readonly string[]).includes(value);

/** Text in several languages; every use shows the reader's language, or the first that exists. */
export type LocalizedText = Partial<Record<Locale, string>>;

/**
 * The text in the wanted language, else in English, Latvian or Lithuanian, whichever exists first.
 * Example: `inLocale({ lv: 'Vadība', en: 'Leadership' }, 'lt')` is `'Leadership'`.
 */
export function inLocale(text: LocalizedText | null | undefined, locale: Locale): string {
	if (!text) return '';
	return text[locale] ?? text.en ?? text.lv ?? text.lt ?? '';
}

/** The language of the text that `inLocale` shows; pages mark it (`lang`) when it differs from the page's. */
export function shownLocale(text: LocalizedText | null | undefined, locale: Locale): Locale {
	if (!text) return locale;
	return ([locale, 'en', 'lv', 'lt'] as const).find((l) => text[l] !== undefined) ?? locale;
}

/** Picks the first supported language of an Accept-Language header by its quality values; Latvian when none fits. */
export function negotiateLocale(header: string | null): Locale {
	const wanted = (header ?? '')
		.split(',')
		.map((part) => {
			const [tag = '', ...params] = part.trim().toLowerCase().split(';');
			const q = params.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((v) => v !== undefined);
			return { language: tag.split('-')[0] ?? '', quality: q === undefined ? 1 : Number(q) };
		})
		.filter((w) => w.quality > 0)
		.sort((a, b) => b.quality - a.quality);
	return wanted.map((w) => w.language).find(isLocale) ?? 'lv';
}
