import { dayOf } from '#platform/clock.ts';
import { assistances, type Survey } from '../../model.ts';
import type { AnswerLanguage, AnswerText, Question, QuestionnaireDocument, VariantName } from '../../questionnaire/model.ts';
import { batteryOf, choicesOf, variantOf } from '../../questionnaire/rules.ts';
import { printedNumbers } from '../digits.ts';
import { directionsOf } from './routes.ts';
import { wordsFor, type Words } from './words.ts';

/** What a paper form is made from: nothing of it tells who will fill it in. */
export interface FormSource {
	readonly document: QuestionnaireDocument;
	readonly variant: VariantName;
	readonly language: AnswerLanguage;
	readonly institution: string;
	readonly survey: Pick<Survey, 'audience' | 'guardianRule' | 'minimumGroup' | 'retentionMonths' | 'contact' | 'closesAt'>;
	/** An easy-to-read form says so while no test with readers is recorded for its language. */
	readonly testedWithReaders: boolean;
	/** Drawings by name, as bytes; names without a drawing are left out. */
	readonly pictures: ReadonlyMap<string, readonly number[]>;
}

interface PrintedOption {
	readonly digit: number;
	readonly label: string;
	readonly goTo: string;
	readonly picture: string;
}

interface PrintedQuestion {
	readonly number: string;
	/** The title of the questions from here on, where it changes. */
	readonly battery: string;
	readonly text: string;
	readonly notes: readonly string[];
	readonly options: readonly PrintedOption[];
	readonly columns: number;
	readonly picture: string;
	readonly blank: 'none' | 'number' | 'line' | 'lines';
	readonly unit: string;
}

/** The text in the wanted language, else in the first that the author wrote. */
export const inLanguageOf = (text: AnswerText, language: AnswerLanguage): string => text[language] ?? Object.values(text)[0] ?? '';

const day = (instant: Date, language: AnswerLanguage): string => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${dayOf(instant)}T00:00:00Z`));

/** The form as the template needs it: all texts in one language. Pure. Throws RangeError when the document lacks the variant. */
export function formView(source: FormSource): Record<string, unknown> {
	const { document, language, survey, institution } = source;
	const variant = variantOf(document, source.variant);
	if (!variant) throw new RangeError(`The questionnaire has no variant "${source.variant}"`);
	const say = wordsFor(language, source.variant);
	const contact = survey.contact[language];
	return {
		easy: source.variant === 'easy',
		title: inLanguageOf(document.title, language),
		institution,
		sheet: say('sheet'),
		sheetWho: say('sheet.who'),
		running: say('running'),
		untested: source.variant === 'easy' && !source.testedWithReaders ? say('untested') : '',
		info: { title: say('info'), texts: [say('who', { institution }), say('why'), say('voluntary'), say('stop'), say('anonymous'), say('seen', { minimum: survey.minimumGroup }), say('kept', { months: survey.retentionMonths })] },
		child: survey.audience === 'children' ? say(`child.${survey.guardianRule}`) : '',
		harm: { title: say('harm'), text: say('harm.text'), contact: contact ? `${say('contact')} ${contact}` : say('contact.none') },
		how: { title: say('how'), texts: [say('how.tick'), say('how.wrong'), say('how.digit'), say('how.time', { total: variant.questions.length })] },
		introduction: variant.introduction ? inLanguageOf(variant.introduction, language) : '',
		questionsTitle: say('questions'),
		questions: printedQuestions(source, say),
		handIn: { title: say('hand-in'), text: say('hand-in.text'), until: say('until', { date: day(survey.closesAt, language) }), thanks: say('thanks') },
		pictures: Object.fromEntries(source.pictures)
	};
}

function printedQuestions(source: FormSource, say: Words): PrintedQuestion[] {
	const variant = variantOf(source.document, source.variant);
	if (!variant) return [];
	const { language, pictures } = source;
	const easy = source.variant === 'easy';
	const numbers = printedNumbers(variant);
	const directions = directionsOf(variant);
	const picture = (name: string | undefined): string => (name !== undefined && pictures.has(name) ? name : '');
	const byId = new Map(variant.questions.map((question) => [question.id, question]));
	const optionLabel = (question: Question, id: string): string => {
		const choice = choicesOf(variant, question).find((c) => c.id === id);
		return choice?.label ? inLanguageOf(choice.label, language) : say(id);
	};
	let battery = '';
	const printed = variant.questions.map((question): PrintedQuestion => {
		const title = question.kind === 'scale' ? inLanguageOf(batteryOf(variant, question.battery).title, language) : '';
		const shown = title === battery ? '' : title;
		battery = title;
		const source = question.showIf ? byId.get(question.showIf.question) : undefined;
		const condition = question.showIf && source && directions.onlyIf.has(question.id) ? say('only-if', { number: numbers.get(source.id) ?? 0, options: question.showIf.anyOf.map((id) => say('quote', { text: optionLabel(source, id) })).join(` ${say('or')} `) }) : '';
		const options = choicesOf(variant, question).map((choice, place): PrintedOption => {
			const next = directions.goTo.get(question.id)?.get(place);
			const goTo = next === undefined ? '' : next === 'end' ? say('goto.end', { question: say('assisted') }) : say('goto', { number: numbers.get(next.id) ?? 0 });
			return { digit: place + 1, label: choice.label ? inLanguageOf(choice.label, language) : say(choice.id), goTo, picture: picture(choice.picture) };
		});
		const notes = [condition, question.hint ? inLanguageOf(question.hint, language) : '', question.kind === 'multiple' ? say('several') : '', question.kind === 'number' ? say('number', { min: question.min, max: question.max }) : '', question.kind.endsWith('-text') ? say('names') : ''];
		return {
			number: String(numbers.get(question.id) ?? ''),
			battery: easy ? '' : shown,
			text: inLanguageOf(question.text, language),
			notes: notes.filter((note) => note !== ''),
			options,
			columns: columnsFor(options, easy),
			picture: picture(question.picture),
			blank: question.kind === 'number' ? 'number' : question.kind === 'short-text' ? 'line' : question.kind === 'long-text' ? 'lines' : 'none',
			unit: question.kind === 'number' && question.unit ? inLanguageOf(question.unit, language) : ''
		};
	});
	const help = assistances.map((assisted, i): PrintedOption => ({ digit: i + 1, label: say(`assisted.${assisted}`), goTo: '', picture: '' }));
	return [...printed, { number: '', battery: '', text: say('assisted'), notes: [], options: help, columns: 1, picture: '', blank: 'none', unit: '' }];
}

/** How many boxes stand beside each other: as many as their words leave room for; directions and easy reading take a line each. */
function columnsFor(options: readonly PrintedOption[], easy: boolean): number {
	if (easy || options.length === 0 || options.some(({ goTo }) => goTo !== '')) return 1;
	const longest = Math.max(...options.map(({ label }) => label.length));
	return longest > 34 ? 1 : longest > 21 ? 2 : longest > 13 ? 3 : Math.min(4, options.length);
}
