import { checkAnswers, questionPages, type AnswerProblem, type Offer, type Question, type VariantName } from '#modules/survey/index.ts';
import { buttonsClip, type MainButton } from './audio/names.ts';
import { asksForHelp, neighbour, places, variantIn, type Path, type Place } from './flow.ts';
import { fieldOf, type Typed } from './form.ts';
import { html, when, type Markup, type Part } from './html.ts';
import { information } from './information.ts';
import { document } from './page.ts';
import { hasPicture, sprite } from './pictures.ts';
import { inWords, listening, questionMarkup } from './question.ts';
import { variantLanguages, variantsOf, writeView, type View } from './view.ts';
import { speech, wordsOf, type Speech } from './words.ts';

/** Everything that a page of the survey is made from. */
export interface Showing {
	readonly offer: Offer;
	readonly view: View;
	readonly kiosk: boolean;
	readonly typed: Typed;
	readonly place: Place;
	/** Sentences above the questions, and what is wrong with which question. */
	readonly trouble?: readonly string[];
	readonly problems?: readonly AnswerProblem[];
	readonly notice?: string;
	/** The address of a question's sound, without its name; null when nothing can be heard. */
	readonly audio: string | null;
	readonly preview?: boolean;
}

export const pathOf = ({ offer, view, kiosk, typed }: Pick<Showing, 'offer' | 'view' | 'kiosk' | 'typed'>): Path => ({
	variant: variantIn(offer, view.variant),
	layout: view.layout,
	help: asksForHelp(offer, kiosk),
	answers: typed.answers[view.variant]
});

export const audioAt = (audio: string | null, name: string): string | null => (audio === null ? null : `${audio}/${name}.mp3`);
export const surveyName = (offer: Offer, view: View): string => (offer.name as Partial<Record<string, string>>)[view.language] ?? inWords(offer.document.title, view.language);

/** The name of a place's own institution in the reader's language, or in that of the place. */
export const placeName = (text: Partial<Record<string, string>>, view: Pick<View, 'language'>): string => text[view.language] ?? text['lv'] ?? text['lt'] ?? text['en'] ?? '';

/** The questions of a place with their numbers among those that are asked. */
function questionsAt(path: Path, place: Place): { readonly question: Question; readonly number: number }[] {
	const shown = path.layout === 'steps' ? path.variant.questions.filter(({ id }) => `q.${id}` === place) : (questionPages(path.variant)[Number(place.slice(1))] ?? []);
	const asked = numbered(path);
	return shown.flatMap((question) => {
		const number = asked.indexOf(question.id) + 1;
		return number > 0 ? [{ question, number }] : [];
	});
}

const numbered = (path: Path): string[] => {
	const shown = new Set(places(path.variant, 'steps', false, path.answers));
	return path.variant.questions.filter(({ id }) => shown.has(`q.${id}`)).map(({ id }) => id);
};

/** One page of the survey: the one form, with everything typed elsewhere in it unseen. */
export function surveyPage(showing: Showing): Markup {
	const { offer, view, place, trouble = [], problems = [] } = showing;
	const say = speech(view.language, view.variant);
	const path = pathOf(showing);
	const here = questionsAt(path, place);
	const last = neighbour(path, place, 1) === place;
	const [goesBack, saves] = [neighbour(path, place, -1) !== place, !showing.kiosk && place !== 'info'];
	const main: { action: string; word: string } = last ? { action: 'send', word: say('send') } : place === 'info' ? { action: 'next', word: say('start') } : { action: 'next', word: say('next') };
	const seen = new Set(here.map(({ question }) => fieldOf(view.variant, question.id)));
	const opening = place === 'info' || place === 'p0';
	const asksHelpHere = path.help && (place === 'help' || place === 'p0');
	const sentences = [...trouble, ...problems.map((problem) => sentenceOf(problem, offer, view, say))];
	const alone = view.layout === 'steps' && (here.length === 1 || place === 'help');
	const wrong = new Map(problems.map((problem) => [problem.question, sentenceOf(problem, offer, view, say)]));
	const pictures = here.flatMap(({ question }) => [question.picture, ...('options' in question ? question.options : 'battery' in question ? (path.variant.scales[path.variant.batteries.find(({ id }) => id === question.battery)?.scale ?? '']?.options ?? []) : []).map((option) => option.picture)]).filter(hasPicture);
	const body = html`
${sprite(pictures)}<a class="skip" href="#main">${say('skip')}</a><form method="post" accept-charset="utf-8" autocomplete="off"><button class="first" name="do" value="${main.action}" tabindex="-1" aria-hidden="true">${main.word}</button>
${toolbar(showing, say)}
<main id="main" tabindex="-1">${showing.preview ? html`<p class="notice">${say('preview.notice')}</p>` : null}
${alone ? null : html`<h1>${place === 'check' ? say('check.title') : surveyName(offer, view)}</h1>`}
${sentences.length > 0 ? html`<div class="trouble" role="alert"><h2>${say('problem.title')}</h2><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul></div>` : null}
${showing.notice ? html`<p class="notice" role="status">${showing.notice}</p>` : null}
${opening ? information(showing, say, numbered(path).length) : progress(path, place, here, say)}
${opening && !showing.kiosk ? html`<p><button name="do" value="resume">${say('resume.link')}</button></p>` : null}
${asksHelpHere ? helpQuestion(showing, say, alone) : null}
${place === 'check' ? check(showing, say) : questions(showing, say, here, wrong, alone)}
${hearButtons(showing, say, main.action === 'send' ? 'send' : place === 'info' ? 'start' : 'next', goesBack, saves)}<p class="ways"><button class="main" name="do" value="${main.action}">${main.word}</button>${goesBack ? html`<button name="do" value="back">${say('back')}</button>` : null}${saves ? html`<button name="do" value="save">${say('save.button')}</button>` : null}</p>
${showing.kiosk ? html`<p class="soft">${say('kiosk.clears', { minutes: pauseMinutes(view) })}</p><p><a href="?leave">${say('kiosk.leave')}</a></p>` : null}
</main>${carried(showing, seen, asksHelpHere)}</form>`;
	const step = here.length === 1 && alone ? `${say('progress.question', { number: here[0]?.number ?? 1, total: numbered(path).length })} – ` : '';
	return document({ language: view.language, title: `${sentences.length > 0 ? `${say('problem.title')} – ` : ''}${step}${surveyName(offer, view)}`, state: 'open', easy: view.variant === 'easy', large: view.large, contrast: view.contrast }, body);
}

/** Minutes after which a kiosk clears itself: short where each page holds one question. */
export const pauseMinutes = (view: View): number => (view.layout === 'steps' ? 3 : 20);

function sentenceOf({ question, code, params }: AnswerProblem, offer: Offer, view: View, say: Speech): string {
	const text = inWords(variantIn(offer, view.variant).questions.find(({ id }) => id === question)?.text, view.language) || question;
	return say(`problem.${code}`, { ...params, question: text });
}

/** Languages, the easy-to-read switch and the looks; every button sends what was typed and gets it back. */
function toolbar({ offer, view }: Showing, say: Speech): Markup {
	const languages = variantLanguages(offer, view.variant);
	const other: VariantName = view.variant === 'easy' ? 'standard' : 'easy';
	const offersOther = variantsOf(offer).includes(other) && variantLanguages(offer, other).includes(view.language);
	const button = (value: string, word: string): Markup => html`<button name="do" value="${value}">${word}</button>`;
	return html`<header><h2 class="first">${say('language.choose')}</h2>${languages.length > 1 ? languages.map((language) => html`<button name="do" value="language:${language}" lang="${language}"${language === view.language ? html` aria-current="true"` : null}>${wordsOf(language)['language.name'] ?? language}</button>`) : null}${offersOther ? button(`variant:${other}`, say(other === 'easy' ? 'view.easy' : 'view.standard')) : null}<details><summary>${say('view.title')}</summary><p>${button(view.large ? 'large:off' : 'large:on', say(view.large ? 'view.normal' : 'view.large'))}${button(view.contrast ? 'contrast:off' : 'contrast:on', say(view.contrast ? 'view.colours' : 'view.contrast'))}${button(view.layout === 'page' ? 'layout:steps' : 'layout:page', say(view.layout === 'page' ? 'view.steps' : 'view.page'))}</p></details></header>`;
}

function progress(path: Path, place: Place, here: readonly { readonly number: number }[], say: Speech): Part {
	if (place === 'help') return html`<p class="step">${say('progress.help')}</p>`;
	if (place === 'check') return null;
	const total = path.layout === 'steps' ? numbered(path).length : places(path.variant, 'page', false, path.answers).length;
	const at = path.layout === 'steps' ? (here[0]?.number ?? 1) : places(path.variant, 'page', false, path.answers).indexOf(place) + 1;
	const words = path.layout === 'steps' ? say('progress.question', { number: at, total }) : say('progress.page', { number: at, total });
	return html`<p class="step">${words}</p><progress aria-hidden="true" max="${total}" value="${at}"></progress>`;
}

function questions(showing: Showing, say: Speech, here: ReturnType<typeof questionsAt>, wrong: ReadonlyMap<string, string>, alone: boolean): Part {
	const { view, offer, typed } = showing;
	const variant = variantIn(offer, view.variant);
	let battery: string | undefined;
	return here.map(({ question, number }) => {
		const of = question.kind === 'scale' ? question.battery : undefined;
		const heading = !alone && of !== undefined && of !== battery ? variant.batteries.find(({ id }) => id === of)?.title : undefined;
		battery = of;
		const asked = questionMarkup({ question, variant, view, say, number, values: typed.answers[view.variant][question.id] ?? [], wrong: wrong.get(question.id) ?? null, audio: audioAt(showing.audio, question.id), alone });
		return html`${heading ? html`<h2>${inWords(heading, view.language)}</h2>` : null}${asked}\n`;
	});
}

function helpQuestion({ typed, audio, view }: Showing, say: Speech, alone: boolean): Markup {
	const option = (value: 'no' | 'relative' | 'staff' | 'independent'): Markup => html`<label><input type="radio" name="assisted" value="${value}"${when(typed.assisted === value, 'checked')}><span>${say(`assisted.${value}`)}</span></label>`;
	const words = say('assisted.question');
	return html`<fieldset id="q-assisted"><legend>${alone ? html`<h1 class="ask">${words}</h1>` : words}</legend>${listening(audioAt(audio, '_help'), view, say, say('listen.help'))}<div class="set">${option('no')}${option('relative')}${option('staff')}${option('independent')}</div></fieldset>`;
}

function check({ offer, view, typed, audio }: Showing, say: Speech): Markup {
	const { answered, asked } = checkAnswers(variantIn(offer, view.variant), typed.answers[view.variant]);
	return html`<p>${say('check.answered', { answered, total: asked })}</p><p>${say('check.text')}</p>${view.variant === 'easy' ? listening(audioAt(audio, '_check'), view, say, `${say('listen')}: ${say('check.title')}`) : null}`;
}

/** On easy-to-read pages the buttons are heard too. */
function hearButtons({ audio, view }: Showing, say: Speech, main: MainButton, back: boolean, save: boolean): Part {
	if (audio === null || view.variant !== 'easy') return null;
	return html`<p class="soft buttons">${say('listen.buttons')}</p>${listening(audioAt(audio, buttonsClip(main, back, save)), view, say, say('listen.buttons'))}`;
}

/** What the page carries unseen: where it is, how it looks, and every answer that has no field on it. */
export function carried({ offer, view, place, typed }: Pick<Showing, 'offer' | 'view' | 'place' | 'typed'>, seen: ReadonlySet<string> = new Set(), asksHelp = false): Markup {
	const hidden = (name: string, value: string): Markup => html`<input type="hidden" name="${name}" value="${value}">`;
	const answers = (['standard', 'easy'] as const).flatMap((variant) =>
		Object.entries(typed.answers[variant])
			.filter(([id]) => !seen.has(fieldOf(variant, id)))
			.flatMap(([id, values]) => values.filter((value) => value !== '').map((value) => hidden(fieldOf(variant, id), value)))
	);
	return html`${hidden('version', offer.versionId)}${hidden('view', writeView(view))}${hidden('at', place)}${typed.assisted && !asksHelp ? hidden('assisted', typed.assisted) : null}${typed.code ? hidden('saved', typed.code) : null}${typed.sitting ? hidden('sitting', typed.sitting) : null}${answers}`;
}

