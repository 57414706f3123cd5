import type { Token } from './tokens.ts';
import type { Language } from './words.ts';

/** Latvian and Lithuanian numbers inflect by gender and case; stems with the endings they take. */
const inflected = (value: number, stem: string, endings: string): [string, number][] => endings.split(' ').map((ending) => [stem + ending, value]);
const fromFour = 'i as u iem am os us a';
const lithuanian = 'i ios iu iems ioms is ias iuose iose iais iomis';
const words: Record<Language, Map<string, number>> = {
	lv: new Map([
		...inflected(1, 'vien', 's a u am ai as'), ...inflected(2, 'div', 'i as u iem am os us'), ...inflected(3, 'tri', 's u m jiem jam jos jas ju'),
		...['cetr', 'piec', 'ses', 'septin', 'aston', 'devin'].flatMap((stem, index) => inflected(index + 4, stem, fromFour)),
		...['desmit', 'vienpadsmit', 'divpadsmit', 'trispadsmit', 'cetrpadsmit', 'piecpadsmit', 'sespadsmit', 'septinpadsmit', 'astonpadsmit', 'devinpadsmit', 'divdesmit'].flatMap((stem, index) => [[stem, index + 10], [`${stem}os`, index + 10], [`${stem}iem`, index + 10], [`${stem}am`, index + 10]] as [string, number][]),
		['trisdesmit', 30], ['cetrdesmit', 40], ['piecdesmit', 50]
	]),
	lt: new Map([
		...inflected(1, 'vien', 'as a o os am ai ame oje'), ['du', 2], ['dvi', 2], ['dvieju', 2], ['dviem', 2], ['dviejuose', 2], ['dviejose', 2], ['dviejus', 2], ['dveji', 2], ['dvejus', 2], ['dveju', 2], ['treji', 3], ['trejus', 3], ['treju', 3],
		['trys', 3], ['tris', 3], ['triju', 3], ['trims', 3], ['trijuose', 3], ['trijose', 3], ['trimis', 3],
		...['ketur', 'penk', 'ses', 'septyn', 'astuon', 'devyn'].flatMap((stem, index) => inflected(index + 4, stem, lithuanian)),
		...['desimt', 'vienuolika', 'dvylika', 'trylika', 'keturiolika', 'penkiolika', 'sesiolika', 'septyniolika', 'astuoniolika', 'devyniolika', 'dvidesimt'].map((word, index) => [word, index + 10] as [string, number]),
		['vienuolikos', 11], ['dvylikos', 12], ['trylikos', 13], ['keturiolikos', 14], ['penkiolikos', 15], ['trisdesimt', 30]
	]),
	en: new Map([...'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(' ').map((word, index) => [word, index + 1] as [string, number]), ['thirty', 30], ['forty', 40], ['fifty', 50], ['a dozen', 12]])
};
const tens = new Set([20, 30, 40, 50]);

/** A whole number in words or digits that begins at a token; `next` is the index after it. */
export interface Whole {
	readonly value: number;
	readonly next: number;
	readonly spelled: boolean;
}

/** Reads "8", "1 200", "piecos", "twenty-five" at the token; null where none begins. */
export function wholeAt(tokens: readonly Token[], index: number, language: Language): Whole | null {
	const token = tokens[index];
	if (!token) return null;
	if (token.kind === 'digits') {
		if (token.text.length > 6) return null;
		let [value, next] = [token.text, index + 1];
		// Groups of three after a space or a no-break space.
		while (value.length <= 6 && token.text.length <= 3) {
			const group = tokens[next];
			// "1,500 residents", "1.500 dalībnieki".
			if (group?.text === (language === 'en' ? ',' : '.') && !group.gap && next === index + 1) {
				const thousands = tokens[next + 1];
				const behind = tokens[next + 2];
				if (thousands?.kind === 'digits' && thousands.text.length === 3 && !thousands.gap && behind?.kind === 'word' && behind.gap && value !== '0') return { value: Number(value + thousands.text), next: next + 2, spelled: false };
			}
			if (group?.kind !== 'digits' || group.text.length !== 3 || !group.gap || group.start !== (tokens[next - 1]?.end ?? 0) + 1) break;
			value += group.text;
			next++;
		}
		return { value: Number(value), next, spelled: false };
	}
	if (token.kind !== 'word') return null;
	const value = words[language].get(token.folded);
	if (value === undefined) return null;
	if (!tens.has(value)) return { value, next: index + 1, spelled: true };
	const hyphen = tokens[index + 1]?.text === '-' ? 1 : 0;
	const unit = words[language].get(tokens[index + 1 + hyphen]?.folded ?? '');
	return unit !== undefined && unit < 10 ? { value: value + unit, next: index + 2 + hyphen, spelled: true } : { value, next: index + 1, spelled: true };
}
