import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestSentence } from './check-easy.ts';
import { checkQuestionnaire, isComplete, type QuestionnaireProblemCode } from './check.ts';
import { sampleDocument } from './example.testing.ts';
import type { Question, QuestionnaireDocument } from './model.ts';
import { textSlots, withTexts } from './texts.ts';

const sample = sampleDocument();
type Draft = { -readonly [K in keyof QuestionnaireDocument]: QuestionnaireDocument[K] };
/** The sample after a change in place. */
function changed(change: (document: Draft) => void): QuestionnaireDocument {
	const copy = structuredClone(sample);
	change(copy);
	return copy;
}
const question = (document: QuestionnaireDocument, id: string): Question => {
	const found = document.variants.standard.questions.find((each) => each.id === id);
	if (!found) throw new Error(id);
	return found;
};
const codes = (document: QuestionnaireDocument, around = {}) => checkQuestionnaire(document, around).map(({ code, severity, path }) => `${severity} ${code} ${path}`);

test('a sound document has no problem', () => {
	expect(checkQuestionnaire(sample, { pictures: new Set(['face-bad', 'face-good', 'staff', 'idea']), nodes: new Map([['sample', new Set(['6.1'])]]) })).toEqual([]);
});

test.each<[string, QuestionnaireProblemCode, string, (d: Draft) => void]>([
	['two questions of one name', 'duplicate_id', 'variants.standard.questions[1].id', (d) => void (question(d, 'long-wait').id = 'kind-staff')],
	['an option with the name of the program’s own', 'reserved_id', 'variants.standard.questions[2].options[0].id', (d) => void Object.assign((question(d, 'service') as { options: { id: string }[] }).options[0] ?? {}, { id: 'declined' })],
	['a battery that is not there', 'unknown_battery', 'variants.standard.questions[0].battery', (d) => void Object.assign(question(d, 'kind-staff'), { battery: 'nothing' })],
	['a scale that is not there', 'unknown_scale', 'variants.standard.batteries[0].scale', (d) => void Object.assign(d.variants.standard.batteries[0] ?? {}, { scale: 'nothing' })],
	['a condition on a later question', 'condition_later', 'variants.standard.questions[0].showIf.question', (d) => void (question(d, 'kind-staff').showIf = { question: 'service', anyOf: ['day'] })],
	['a condition on itself', 'condition_later', 'variants.standard.questions[4].showIf.question', (d) => void (question(d, 'helped').showIf = { question: 'helped', anyOf: ['yes'] })],
	['a condition on nothing', 'condition_unknown', 'variants.standard.questions[4].showIf.question', (d) => void (question(d, 'helped').showIf = { question: 'nobody', anyOf: ['yes'] })],
	['a condition on a number', 'condition_no_choice', 'variants.standard.questions[4].showIf.question', (d) => void (question(d, 'helped').showIf = { question: 'visits', anyOf: ['yes'] })],
	['a condition on an unknown option', 'condition_option', 'variants.standard.questions[3].showIf.anyOf[0]', (d) => void (question(d, 'visits').showIf = { question: 'service', anyOf: ['night'] })],
	['a scale that falls', 'scale_order', 'variants.standard.scales.agree', (d) => void d.variants.standard.scales['agree']?.options.reverse()],
	['two equal values', 'scale_order', 'variants.standard.scales.agree', (d) => void Object.assign(d.variants.standard.scales['agree']?.options[1] ?? {}, { value: 1 })],
	['a number whose bounds cross', 'number_range', 'variants.standard.questions[3]', (d) => void Object.assign(question(d, 'visits'), { min: 31 })],
	['other languages in the head than in the wording', 'languages_differ', 'variants.standard.languages', (d) => void (d.languages = ['lv'])],
	['a language twice', 'languages_twice', 'languages', (d) => void (d.languages = ['lv', 'en', 'lv'])],
	['a control character', 'bad_character', 'title.en', (d) => void (d.title = { lv: 'Paraugs', en: 'Sam\u0007ple' })]
])('%s is an error with its place', (_name, code, path, change) => {
	const document = changed(change);
	expect(codes(document)).toContain(`error ${code} ${path}`);
	expect(isComplete(checkQuestionnaire(document))).toBe(false);
});

test('unknown pictures and nodes are errors only where the sets are known', () => {
	expect(codes(sample, { pictures: new Set(['staff', 'idea', 'face-good']) })).toEqual(['error unknown_picture variants.easy.scales.faces.options[0].picture']);
	expect(codes(sample, { nodes: new Map([['sample', new Set(['1.1'])]]) })).toEqual(['error unknown_node variants.standard.questions[0].maps[0].node']);
	expect(codes(sample, { nodes: new Map([['other', new Set(['1.1'])]]) })).toEqual([]);
});

test('what makes an easy text hard is a warning, which does not stop publishing', () => {
	const document = changed((d) => {
		const easy = d.variants.easy;
		if (!easy) throw new Error('no easy variant');
		const [first] = easy.questions;
		if (first) Object.assign(first, { picture: undefined, text: { lv: 'Vai darbinieki, kas Jums palīdz, vienmēr ir laipni, pieklājīgi, pacietīgi un laikus pie Jums?', en: 'Are they kind?' } });
		easy.scales['faces']?.options.push({ id: 'so', value: 3, label: { lv: 'Tā', en: 'So' }, picture: 'face-so' }, { id: 'very', value: 4, label: { lv: 'Ļoti', en: 'Very' }, picture: 'face-very' });
	});
	expect(codes(document)).toEqual(['warning easy_options variants.easy.scales.faces', 'warning easy_picture variants.easy.questions[0]', 'warning easy_sentence variants.easy.questions[0].text.lv']);
	expect(isComplete(checkQuestionnaire(document))).toBe(true);
});

test('words of a sentence are counted, whatever ends it', () => {
	expect(longestSentence('Viens divi. Trīs četri pieci!\nSeši – septiņi')).toBe(3);
	expect(longestSentence('')).toBe(0);
	fc.assert(fc.property(fc.array(fc.constantFrom('vārds', 'žodis', 'it’s', '24'), { minLength: 1, maxLength: 30 }), (words) => longestSentence(`${words.join(' ')}. Beigas.`) === Math.max(words.length, 1)));
});

test('each text that is taken away is reported once, in its language and at its place, and giving it back mends it', () => {
	const slots = textSlots(sample).flatMap((slot) => slot.languages.map((language) => ({ slot, language })));
	fc.assert(
		fc.property(fc.uniqueArray(fc.nat(slots.length - 1), { minLength: 1, maxLength: 12 }), (indexes) => {
			const copy = structuredClone(sample);
			const gone = indexes.map((i) => slots[i]).filter((each) => each !== undefined);
			const byKey = new Map(textSlots(copy).map((slot) => [slot.key, slot]));
			for (const { slot, language } of gone) delete byKey.get(slot.key)?.values[language];
			const missing = checkQuestionnaire(copy).filter(({ code }) => code === 'translation_missing');
			expect(missing).toHaveLength(gone.length);
			expect(new Set(missing.map(({ language, question: id }) => `${id}/${language}`))).toEqual(new Set(gone.map(({ slot, language }) => `${slot.question}/${language}`)));
			const back = new Map<string, Record<string, string>>();
			for (const { slot, language } of gone) back.set(slot.key, { ...back.get(slot.key), [language]: slot.values[language] ?? '' });
			expect(withTexts(copy, back)).toEqual(sample);
		})
	);
});

test('keys of texts are unique, fit for XLIFF, and stay when questions change places', () => {
	const keys = textSlots(sample).map(({ key }) => key);
	expect(new Set(keys).size).toBe(keys.length);
	expect(keys.every((key) => /^[a-z][a-z0-9.-]*$/.test(key))).toBe(true);
	expect(new Set(textSlots(changed((d) => void d.variants.standard.questions.reverse())).map(({ key }) => key))).toEqual(new Set(keys));
});
