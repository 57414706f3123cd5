import type { AnswerLanguage } from '#modules/survey/index.ts';

/** Short forms that a voice would spell or swallow, written out; the dot belongs to them. */
const written: Readonly<Record<AnswerLanguage, readonly (readonly [short: string, words: string])[]>> = {
	lv: [['u. tml.', 'un tamlīdzīgi'], ['u. c.', 'un citi'], ['t. i.', 'tas ir'], ['t. sk.', 'tai skaitā'], ['utt.', 'un tā tālāk'], ['piem.', 'piemēram'], ['plkst.', 'pulksten'], ['nr.', 'numurs'], ['tālr.', 'tālrunis'], ['min.', 'minūtes']],
	lt: [['ir t. t.', 'ir taip toliau'], ['ir pan.', 'ir panašiai'], ['ir kt.', 'ir kita'], ['t. y.', 'tai yra'], ['pvz.', 'pavyzdžiui'], ['nr.', 'numeris'], ['tel.', 'telefonas'], ['val.', 'valandą'], ['min.', 'minučių']],
	en: [['e.g.', 'for example'], ['i.e.', 'that is'], ['etc.', 'and so on'], ['tel.', 'telephone'], ['min.', 'minutes']],
	ru: [['и т. д.', 'и так далее'], ['и т. п.', 'и тому подобное'], ['и др.', 'и другие'], ['т. е.', 'то есть'], ['напр.', 'например'], ['тел.', 'телефон'], ['мин.', 'минут'], ['№', 'номер']]
};
const or: Readonly<Record<AnswerLanguage, string>> = { lv: 'vai', lt: 'arba', en: 'or', ru: 'или' };

/** Longer texts than any page of ours; the rest would only keep the voice busy. */
const longest = 6_000;

/** A text as it is spoken: short forms in words, marks that a voice names or misreads as pauses, one closing mark. */
export function normalise(text: string, language: AnswerLanguage): string {
	let spoken = text.toWellFormed().normalize('NFC').slice(0, longest);
	for (const [short, words] of written[language]) {
		const pattern = short.replace(/[.]/g, '\\.').replaceAll(' ', '\\s?');
		// A capital letter behind it begins a sentence, whose pause must stay.
		spoken = spoken.replace(new RegExp(`(?<![\\p{L}\\d])${pattern}(?=(\\s+\\p{Lu}|\\s*$)?)`, 'giu'), (_whole, ends: string | undefined) => (ends === undefined || short === 'nr.' ? words : `${words}.`));
	}
	return (
		spoken
			.replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
			// Two opening brackets would begin the synthesiser's own sound writing.
			.replace(/[„“”«»"‘‹›[\]{}*_#|<>\\^~`]|(?<!\p{L})’|’(?!\p{L})/gu, ' ')
			.replace(/\s*[–—]\s*|\s+-\s+/g, ', ')
			.replace(/\s*\(([^()]*)\)/g, ', $1,')
			.replace(/…|\.{2,}/g, '.')
			.replace(/(?<=\p{L})\s*\/\s*(?=\p{L})/gu, ` ${or[language]} `)
			// A telephone number is told digit by digit.
			.replace(/\+?\d[\d ]{5,}\d/g, (digits) => digits.replace(/\D+/g, ',').replace(/\d/g, '$& ').replace(/ ,/g, ', '))
			.replace(/\p{Cc}+|\s+/gu, ' ')
			.replace(/[\s,]*,(?=\s*[,.?!:;])|^[\s,]+|(?<=[.?!:;])\s*,/g, '')
			.replace(/\s+(?=[,.?!:;])/g, '')
			.replace(/[\s,]+$/, '')
			.trim()
			.replace(/(?<![.?!:])$/, '.')
	);
}

/** Several texts one after the other, with a longer pause between them; empty ones are left out. */
export const inTurn = (texts: readonly (string | null | undefined)[], language: AnswerLanguage): string =>
	texts
		.map((text) => (text?.trim() ? normalise(text, language) : '.'))
		.filter((text) => text !== '.')
		.join('\n\n');
