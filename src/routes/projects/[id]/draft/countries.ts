import { currentLocale } from '#i18n/text.ts';

/** The European Union, the donor states and neighbours: countries that partners of such projects come from. */
const codes = ['AT', 'BE', 'BG', 'BY', 'CH', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GB', 'GE', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MD', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'RS', 'RU', 'SE', 'SI', 'SK', 'TR', 'UA', 'US'];

/** The countries for choosing by name, with the one that is chosen already whichever it is. */
export function countryChoices(chosen: string): { value: string; text: string }[] {
	const all = /^[A-Z]{2}$/.test(chosen) && !codes.includes(chosen) ? [...codes, chosen] : codes;
	const collator = new Intl.Collator(currentLocale());
	return all.map((code) => ({ value: code, text: countryName(code) })).sort((a, b) => collator.compare(a.text, b.text));
}

/** A country's name in the reader's language. */
export const countryName = (code: string): string => new Intl.DisplayNames([currentLocale()], { type: 'region' }).of(code) ?? code;
