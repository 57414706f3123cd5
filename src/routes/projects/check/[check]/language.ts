import type { Locale } from '#platform/locale.ts';

const letters: Record<Locale, RegExp> = { lv: /[āēīļņķģ]/giu, lt: /[ėęįųąų]/giu, en: /(?!)/g };
const words: Record<Locale, RegExp> = {
	lv: /(?<!\p{L})(?:un|ir|no|ar|līdz|gada|gads|projekta|projekts|kā|par|tika|tiks|partneri|nometnes)(?!\p{L})/giu,
	lt: /(?<!\p{L})(?:ir|iš|su|nuo|iki|metų|projekto|projektas|kaip|apie|buvo|bus|partneriai|stovyklos)(?!\p{L})/giu,
	en: /(?<!\p{L})(?:and|the|of|to|from|with|project|was|were|will|partners|camps|in|for)(?!\p{L})/giu
};

/** The language of a quoted sentence, so that it is spoken rightly; null where nothing tells. */
export function languageOf(text: string): Locale | null {
	const sample = text.slice(0, 2000);
	const points = (['lv', 'lt', 'en'] as const).map((locale) => ({ locale, points: (sample.match(letters[locale])?.length ?? 0) + (sample.match(words[locale])?.length ?? 0) * 2 }));
	const [best, next] = points.toSorted((a, b) => b.points - a.points);
	return best && best.points > (next?.points ?? 0) ? best.locale : null;
}
