/** One sign of text without diacritics and in small letters; what does not become exactly one sign stays as it is. */
const foldSign = (sign: string): string => {
	const base = sign.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
	return base.length === sign.length ? base : sign;
};

const known = new Map<string, string>();

/**
 * Small letters without diacritics, sign for sign, so that positions stay: "Rokišķu reğionā" → "rokisku regiona". All kinds
 * of spaces become a space, all kinds of dashes a hyphen, curly quotation marks a straight one.
 */
export function fold(text: string): string {
	let result = '';
	for (let i = 0; i < text.length; i++) {
		const sign = text.charAt(i);
		if (sign < '\u0080') {
			result += sign >= 'A' && sign <= 'Z' ? sign.toLowerCase() : sign === '\t' ? ' ' : sign;
			continue;
		}
		let folded = known.get(sign);
		if (folded === undefined) {
			folded = /\s/u.test(sign) ? ' ' : /[‐-―−]/u.test(sign) ? '-' : /[“”„‟«»]/u.test(sign) ? '"' : /[‘’‛`´]/u.test(sign) ? "'" : foldSign(sign);
			if (known.size < 4096) known.set(sign, folded);
		}
		result += folded;
	}
	return result;
}

// Endings of Latvian and Lithuanian nouns and adjectives, and the English plural, longest first; after `fold`.
const endings = ['iuose', 'iose', 'uose', 'iems', 'ioms', 'ajam', 'ajos', 'ajas', 'ajai', 'iais', 'oje', 'eje', 'ose', 'ese', 'ems', 'oms', 'ais', 'iem', 'iai', 'ies', 'iui', 'ies', 'ios', 'ias', 'ius', 'ais', 'ajs', 'am', 'em', 'as', 'es', 'is', 'us', 'os', 'ai', 'ei', 'ui', 'iu', 'io', 'ia', 'ie', 'im', 'ys', 'yje', 'yje', 'a', 'e', 'i', 'u', 'o', 's', 'y'].sort((a, b) => b.length - a.length);

/**
 * The part of a folded word that inflection leaves alone, at least three signs: "viesites" and "viesite" → "viesit",
 * "rokiskiem" and "rokiskis" → "rokisk", "centres" → "centr". Light on purpose: equal stems mean equal words mostly.
 */
export function stem(word: string): string {
	for (const ending of endings) if (word.length - ending.length >= 3 && word.endsWith(ending)) return word.slice(0, -ending.length);
	return word;
}

/** Whether two stems differ in at most one sign (inserted, missing or replaced): "ziemgal" and "zemgal". Short ones must be equal. */
export function nearly(a: string, b: string): boolean {
	if (a === b) return true;
	const [short, long] = a.length <= b.length ? [a, b] : [b, a];
	if (short.length < 5 || long.length - short.length > 1) return false;
	let i = 0;
	while (i < short.length && short[i] === long[i]) i++;
	return short.slice(short.length === long.length ? i + 1 : i) === long.slice(i + 1);
}
