import { askedQuestions, choicesOf, type AnswerLanguage, type Offer, type Question, type QuestionnaireDocument, type Variant, type VariantName } from '#modules/survey/index.ts';
import { variantIn } from '../flow.ts';
import { inWords, labelOf } from '../question.ts';
import { placeName } from '../screens.ts';
import { monthsInWords, speech } from '../words.ts';
import { spokenDay } from './day.ts';
import { buttonsClip, buttonsOf, informationClip, surveyOfClip } from './names.ts';
import { inTurn } from './normalise.ts';

/** A questionnaire in one language and variant. */
export interface Spoken {
	readonly document: QuestionnaireDocument;
	readonly language: AnswerLanguage;
	readonly variant: VariantName;
}

/** What a clip says, or null for one that this questionnaire has not. `offer` is the survey that an information clip speaks about. */
export function spokenText(of: Spoken, name: string, offer: Offer | null): string | null {
	const { document, language, variant } = of;
	const words = document.variants[variant];
	if (!words?.languages.includes(language)) return null;
	const question = words.questions.find(({ id }) => id === name);
	if (question) return inTurn(questionTexts(question, words, of), language);
	if (offer && surveyOfClip(name) === offer.surveyId) return inTurn(name === informationClip(offer.surveyId, true) ? moreTexts(offer, of) : informationTexts(offer, of), language);
	const say = speech(language, variant);
	if (name === '_help') return inTurn([say('assisted.question'), say('assisted.no'), say('assisted.relative'), say('assisted.staff'), say('assisted.independent')], language);
	if (name === '_check') return inTurn([say('check.title'), say('check.text')], language);
	if (name === '_done') return inTurn([say('done.title'), say('done.text')], language);
	const buttons = buttonsOf(name);
	return buttons && inTurn([say('listen.buttons.these'), ...buttons.map((button) => (button === 'save' ? say('save.button') : say(button)))], language);
}

/** The question as it stands on the page: its text, what is said below it, and every answer in order. */
function questionTexts(question: Question, words: Variant, { language, variant }: Spoken): string[] {
	const say = speech(language, variant);
	const view = { language, variant, layout: 'page', large: false, contrast: false } as const;
	const remark = question.kind === 'multiple' ? say('multiple.hint') : question.kind === 'number' ? say('number.hint', { min: question.min, max: question.max }) : question.kind === 'short-text' || question.kind === 'long-text' ? say('text.hint') : '';
	return [inWords(question.text, language), question.hint ? inWords(question.hint, language) : '', remark, ...choicesOf(words, question).map((choice) => labelOf(choice, view, say))];
}

/** Who sees what, and whom to tell about harm. */
function moreTexts(offer: Offer, { language, variant }: Spoken): string[] {
	const say = speech(language, variant);
	const contact = offer.contact[language] ?? Object.values(offer.contact)[0];
	return [say('info.seen', { minimum: offer.minimumGroup }), say('info.kept', { months: monthsInWords(offer.retentionMonths, language) }), say('info.harm'), contact ? `${say('info.contact')} ${contact}` : '', say('info.contact.none')];
}

/** What everybody reads before the first question. */
function informationTexts(offer: Offer, { language, variant }: Spoken): string[] {
	const say = speech(language, variant);
	const words = variantIn(offer, variant);
	const total = askedQuestions(words, {}).length;
	return [
		say('info.who', { institution: placeName(offer.institution, { language }) }),
		say('info.why'),
		say('info.voluntary'),
		say('info.stop'),
		say('info.anonymous'),
		offer.audience === 'children' ? say(`info.child.${offer.guardianRule}`) : '',
		words.introduction ? inWords(words.introduction, language) : '',
		say('info.time', { total, minutes: Math.max(2, Math.ceil((total * (variant === 'easy' ? 25 : 15)) / 60)) }),
		say('optional'),
		say('info.until', { date: spokenDay(offer.closesAt, language, offer.timeZone) }),
		variant === 'easy' && !offer.testedIn.includes(language) ? say('untested') : ''
	];
}

/** The clips that a survey's pages can ask for, in the order in which people meet them. */
export function clipsOf(offer: Offer, variant: VariantName): string[] {
	const buttons = [buttonsClip('start', false, false), ...(['next', 'send'] as const).flatMap((main) => [true, false].flatMap((back) => [true, false].map((save) => buttonsClip(main, back, save))))];
	return [informationClip(offer.surveyId), informationClip(offer.surveyId, true), '_help', ...variantIn(offer, variant).questions.map(({ id }) => id), ...(variant === 'easy' ? ['_check', ...buttons, '_done'] : [])];
}
