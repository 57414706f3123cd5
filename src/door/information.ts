import { informationClip } from './audio/names.ts';
import { dayInWords, monthsInWords, type Speech } from './words.ts';
import { html, type Markup } from './html.ts';
import { inWords, listening } from './question.ts';
import { audioAt, placeName, type Showing } from './screens.ts';
import { variantIn } from './flow.ts';

/** Before the first question: who asks and why, that nothing depends on it, who sees what, and whom to tell about harm. */
export function information(showing: Showing, say: Speech, total: number): Markup {
	const { offer, view, kiosk } = showing;
	const easy = view.variant === 'easy';
	const { introduction } = variantIn(offer, view.variant);
	const contact = offer.contact[view.language] ?? Object.values(offer.contact)[0];
	const untested = easy && !offer.testedIn.includes(view.language);
	const more = html`<p>${say('info.seen', { minimum: offer.minimumGroup })}</p><p>${say('info.kept', { months: monthsInWords(offer.retentionMonths, view.language) })}</p>${harm(contact, say)}${listening(audioAt(showing.audio, informationClip(offer.surveyId, true)), view, say, say('info.more'))}${kiosk ? null : html`<p><button name="do" value="privacy">${say('info.privacy')}</button></p>`}`;
	return html`<div class="info"><p>${say('info.who', { institution: placeName(offer.institution, view) })} ${say('info.why')}</p><p><strong>${say('info.voluntary')}</strong> ${say('info.stop')}</p><p>${say('info.anonymous')}</p>${offer.audience === 'children' ? html`<p><strong>${say(`info.child.${offer.guardianRule}`)}</strong></p>` : null}${listening(audioAt(showing.audio, informationClip(offer.surveyId)), view, say, say('listen.information'))}${view.layout === 'steps' ? html`<h2>${say('info.more')}</h2>${more}` : html`<details><summary>${say('info.more')}</summary>${more}</details>`}</div>
${introduction ? html`<p>${inWords(introduction, view.language)}</p>` : null}<p>${say('info.time', { total, minutes: Math.max(2, Math.ceil((total * (easy ? 25 : 15)) / 60)) })} ${say('optional')} ${say('info.until', { date: dayInWords(offer.closesAt, view.language, offer.timeZone) })}</p>${untested ? html`<p class="soft">${say('untested')}</p>` : null}`;
}

/** Whom to tell when somebody was hurt: what is written into a survey reaches nobody in time. */
export const harm = (contact: string | undefined, say: Speech): Markup => html`<p><strong>${say('info.harm')}</strong></p>${contact ? html`<p>${say('info.contact')} ${contact}</p>` : null}<p>${say('info.contact.none')}</p>`;
