import { savedForDays, type AnswerLanguage, type Entrance, type Offer } from '#modules/survey/index.ts';
import { html, type Markup, type Part } from './html.ts';
import { harm } from './information.ts';
import { document } from './page.ts';
import { audioAt, carried, placeName, surveyName, type Showing } from './screens.ts';
import { listening } from './question.ts';
import type { View } from './view.ts';
import { dayInWords, monthsInWords, speech, wordsOf, type Speech } from './words.ts';
import { answerLanguages } from '#modules/survey/index.ts';

type Looks = Pick<View, 'language' | 'variant' | 'large' | 'contrast'>;
const shell = (view: Looks, title: string, state: string) => ({ language: view.language, title, state, easy: view.variant === 'easy', large: view.large, contrast: view.contrast });

/** Who can be asked for help. */
const ask = (offer: Offer | null, language: AnswerLanguage, say: Speech): string => (offer ? say('ask', { institution: placeName(offer.institution, { language }) }) : say('ask.giver'));

export type Kind = 'unknown' | 'spent' | 'withdrawn' | 'closed' | 'soon' | 'limit' | 'large' | 'origin' | 'form' | 'method' | 'fault';
export const statusOf: Record<Kind, number> = { unknown: 404, spent: 410, withdrawn: 410, closed: 410, soon: 403, limit: 429, large: 413, origin: 403, form: 400, method: 405, fault: 500 };

/** A page that says in the reader's language what is the matter, without blame, and whom to ask. */
export function kindPage(kind: Kind, language: AnswerLanguage, offer: Offer | null = null): Markup {
	const say = speech(language);
	const day = (instant: Date): string => (offer ? dayInWords(instant, language, offer.timeZone) : '');
	const texts: Record<Kind, string> = {
		unknown: say('unknown.text'),
		spent: say('spent.text'),
		withdrawn: say('withdrawn.text'),
		closed: say('closed.text', { date: offer ? day(offer.closedAt && offer.closedAt < offer.closesAt ? offer.closedAt : offer.closesAt) : '' }),
		soon: say('soon.text', { date: offer ? day(offer.opensAt) : '' }),
		limit: say('limit.save'),
		large: say('large.text', { kilobytes: 256 }),
		origin: say('origin.text'),
		form: say('form.text'),
		method: say('method.text'),
		fault: say('fault.text')
	};
	const title = say(`${kind}.title`);
	const links = answerLanguages.filter((one) => one !== language).map((one) => html`<a href="?language=${one}" lang="${one}" hreflang="${one}">${wordsOf(one)['language.name'] ?? one}</a> `);
	return document(shell({ language, variant: 'standard', large: false, contrast: false }, title, kind), html`<header>${links}</header><main><h1>${title}</h1><p>${texts[kind]}</p><p>${ask(offer, language, say)}</p></main>`);
}

export function donePage(offer: Offer, view: View, kiosk: boolean, late: boolean, audio: string | null): Markup {
	const say = speech(view.language, view.variant);
	const after = kiosk ? html`<p><a class="button" href="?">${say('kiosk.again')}</a></p><p class="soft">${say('kiosk.returns', { seconds: kioskReturnSeconds })}</p>` : html`<p>${say('done.close')}</p>`;
	return document(shell(view, `${say('done.title')} – ${surveyName(offer, view)}`, 'complete'), html`<main><h1>${say('done.title')}</h1><p>${say('done.text')}</p>${late ? html`<p>${say('done.late')}</p>` : null}${view.variant === 'easy' ? listening(audioAt(audio, '_done'), view, say, `${say('listen')}: ${say('done.title')}`) : null}${after}</main>`);
}
export const kioskReturnSeconds = 10;

/** A page beside the questions that carries everything typed with it. */
function aside(showing: Showing, title: string, state: string, main: { action: string; word: string }, body: Part, more: Part = null): Markup {
	const { view } = showing;
	return document(
		shell(view, `${title} – ${surveyName(showing.offer, view)}`, state),
		html`<form method="post" accept-charset="utf-8" autocomplete="off"><main><h1>${title}</h1>${body}<p class="ways"><button class="main" name="do" value="${main.action}">${main.word}</button>${more}</p></main>${carried(showing)}</form>`
	);
}

/** The code for the person's paper. */
export function savedPage(showing: Showing, code: string, until: string): Markup {
	const say = speech(showing.view.language, showing.view.variant);
	const date = dayInWords(new Date(`${until}T12:00:00Z`), showing.view.language, 'UTC');
	return aside(showing, say('save.title'), 'saved', { action: 'stay', word: say('save.continue') }, html`<p>${say('save.code')}</p><p><span class="code">${code}</span></p><p>${say('save.how', { date })}</p><p>${say('save.lost')}</p><p><strong>${say('save.unsent')}</strong></p>`);
}

/** Where a code is typed. */
export function resumePage(showing: Showing, typedCode: string, trouble: string | null): Markup {
	const say = speech(showing.view.language, showing.view.variant);
	const field = html`<label class="ask" for="code">${say('resume.label')}</label><p class="hint" id="code-h">${say('resume.hint')}</p><input type="text" id="code" name="code" inputmode="numeric" maxlength="40" aria-describedby="code-h" value="${typedCode}"${trouble ? html` aria-invalid="true"` : null}>`;
	return aside(showing, say('resume.title'), 'resume', { action: 'open', word: say('resume.button') }, html`${trouble ? html`<div class="trouble" role="alert"><p>${trouble}</p></div>` : null}${field}`, html`<button name="do" value="stay">${say('resume.start')}</button>`);
}

/** What happens with the answers, in plain words; inside the form it brings everything typed back. */
export function privacyPage(offer: Offer, view: View, back: { readonly showing: Showing } | { readonly href: string }): Markup {
	const say = speech(view.language, view.variant);
	const names = { institution: placeName(offer.institution, view), region: placeName(offer.region, view) };
	const contact = offer.contact[view.language] ?? Object.values(offer.contact)[0];
	const body = html`<p>${say('privacy.lead')}</p>
<h2>${say('privacy.who.title')}</h2><p>${say('privacy.who', names)}</p>
<h2>${say('privacy.what.title')}</h2><p>${say('privacy.what')}</p>
<h2>${say('privacy.not.title')}</h2><p>${say('privacy.not')}</p>
<h2>${say('privacy.seen.title')}</h2><p>${say('privacy.seen', { minimum: offer.minimumGroup })}</p><p>${say('privacy.research')}</p>
<h2>${say('privacy.kept.title')}</h2><p>${say('privacy.kept', { months: monthsInWords(offer.retentionMonths, view.language) })}</p><p>${say('privacy.saved', { days: savedForDays })}</p>
<h2>${say('privacy.limits.title')}</h2><p>${say('privacy.limits')}</p>
<h2>${say('privacy.rights.title')}</h2><p>${say('privacy.rights')}</p>
<h2>${say('privacy.harm.title')}</h2>${harm(contact, say)}`;
	const title = say('privacy.title');
	if ('showing' in back) return aside(back.showing, title, 'privacy', { action: 'stay', word: say('privacy.back') }, body);
	const switches = offer.languages.filter((one) => one !== view.language).map((one) => html`<a href="?language=${one}" lang="${one}" hreflang="${one}">${wordsOf(one)['language.name'] ?? one}</a> `);
	return document(shell(view, title, 'privacy'), html`<header>${switches}<a href="?language=${view.language}&amp;variant=${view.variant === 'easy' ? 'standard' : 'easy'}">${say(view.variant === 'easy' ? 'view.standard' : 'view.easy')}</a></header><main><h1>${title}</h1>${body}<p><a href="${back.href}">${say('privacy.back')}</a></p></main>`);
}

/** Where staff type the PIN that leaves a kiosk. */
export function leavePage({ offer }: Entrance, view: View, trouble: 'wrong' | 'wait' | null): Markup {
	const say = speech(view.language);
	const field = html`<label class="ask" for="pin">${say('kiosk.pin')}</label><input type="password" id="pin" name="pin" class="short" inputmode="numeric" autocomplete="off" maxlength="20">`;
	const form = offer.hasKioskPin ? html`<form method="post" autocomplete="off"><input type="hidden" name="at" value="leave">${field}<p class="ways"><button class="main" name="do" value="leave">${say('kiosk.button')}</button></p></form>` : html`<p>${say('kiosk.none')}</p>`;
	return document(shell(view, say('kiosk.title'), 'leave'), html`<main><h1>${say('kiosk.title')}</h1><p>${say('kiosk.text')}</p>${trouble ? html`<div class="trouble" role="alert"><p>${say(trouble === 'wrong' ? 'kiosk.wrong' : 'resume.wait')}</p></div>` : null}${form}<p><a href="?">${say('again')}</a></p></main>`);
}

export const leftPage = (view: View): Markup => {
	const say = speech(view.language);
	return document(shell(view, say('kiosk.left'), 'left'), html`<main><h1>${say('kiosk.left')}</h1><p>${say('kiosk.left.text')}</p></main>`);
};

export const isAnswerLanguage = (text: unknown): text is AnswerLanguage => answerLanguages.some((one) => one === text);
