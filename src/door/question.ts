import { choicesOf, textLimits, type Choice, type Question, type Variant } from '#modules/survey/index.ts';
import { fieldOf } from './form.ts';
import { html, when, type Markup } from './html.ts';
import { hasPicture, picture } from './pictures.ts';
import type { View } from './view.ts';
import type { Speech } from './words.ts';

export interface Asked {
	readonly question: Question;
	readonly variant: Variant;
	readonly view: View;
	readonly say: Speech;
	/** The number that stands before the question. */
	readonly number: number;
	readonly values: readonly string[];
	/** A sentence about what is wrong with the answer. */
	readonly wrong: string | null;
	/** Where the question can be heard; null when it cannot. */
	readonly audio: string | null;
	/** The question is the heading of its page. */
	readonly alone: boolean;
}

/** The text in the language of the page; documents are checked to have it for every language that is offered. */
export const inWords = (text: Partial<Record<string, string>> | null | undefined, language: string): string => text?.[language] ?? Object.values(text ?? {})[0] ?? '';

/** One question with everything that a person needs to answer it or to leave it. */
export function questionMarkup(asked: Asked): Markup {
	return asked.question.kind === 'number' || asked.question.kind === 'short-text' || asked.question.kind === 'long-text' ? written(asked) : chosen(asked);
}

const title = ({ question, view, number, alone }: Asked): Markup => {
	const text = inWords(question.text, view.language);
	return alone ? html`${text}` : html`${number}. ${text}`;
};

const remarks = ({ question, view, wrong }: Asked, id: string, extra: string | null): { readonly markup: Markup; readonly ids: string } => {
	const hint = [question.hint ? inWords(question.hint, view.language) : '', extra ?? ''].filter(Boolean).join(' ');
	return {
		markup: html`${wrong === null ? null : html`<p class="wrong" id="${id}-w">${wrong}</p>`}${hint ? html`<p class="hint" id="${id}-h">${hint}</p>` : null}`,
		ids: [wrong === null ? '' : `${id}-w`, hint ? `${id}-h` : ''].filter(Boolean).join(' ')
	};
};

const described = (ids: string): Markup | null => (ids ? html` aria-describedby="${ids}"` : null);

/** How a question is heard: the player itself where reading is hard, folded away elsewhere. Nothing loads before it is asked for. */
export function listening(audio: string | null, view: View, say: Speech, label: string): Markup | null {
	if (audio === null) return null;
	const player = html`<audio controls preload="none" aria-label="${label}" src="${audio}"></audio>`;
	return view.variant === 'easy' ? player : html`<details class="hear"><summary>${say('listen')}<span class="first">: ${label}</span></summary>${player}</details>`;
}

function chosen(asked: Asked): Markup {
	const { question, variant, view, say, values, wrong, number, alone } = asked;
	const id = `q-${question.id}`;
	const choices = choicesOf(variant, question);
	const drawn = choices.some((choice) => hasPicture(choice.picture));
	const name = fieldOf(view.variant, question.id);
	const { markup, ids } = remarks(asked, id, question.kind === 'multiple' ? say('multiple.hint') : null);
	const isAside = (choice: Choice): boolean => choice.label === null ? choice.id === 'declined' || question.kind !== 'yes-no' : choice.value === null && question.kind === 'scale';
	const columns = choices.filter((choice) => !isAside(choice)).length;
	const option = (choice: Choice): Markup =>
		html`<label${isAside(choice) ? html` class="other"` : null}><input type="${question.kind === 'multiple' ? 'checkbox' : 'radio'}" name="${name}" value="${choice.id}"${when(values.includes(choice.id), 'checked')}>${picture(choice.picture)}<span>${labelOf(choice, view, say)}</span></label>`;
	const classes = drawn ? ` drawn c${columns}` : question.kind === 'scale' && columns <= 7 ? ` scale c${columns}` : '';
	const legend = alone ? html`<h1 class="ask">${title(asked)}</h1>` : title(asked);
	return html`<fieldset id="${id}"${wrong === null ? null : html` class="bad"`}${described(ids)}><legend>${legend}</legend>${picture(question.picture, 'ask')}${markup}${listening(asked.audio, view, say, say('listen.question', { number }))}<div class="set${classes}">${choices.map(option)}</div></fieldset>`;
}

export function labelOf(choice: Choice, view: View, say: Speech): string {
	if (choice.label !== null) return inWords(choice.label, view.language);
	return say(choice.id === 'yes' ? 'yes' : choice.id === 'no' ? 'no' : choice.id === 'dont-know' ? 'dont-know' : 'declined');
}

function written(asked: Asked): Markup {
	const { question, view, say, values, wrong, number, alone } = asked;
	const id = `q-${question.id}`;
	const name = fieldOf(view.variant, question.id);
	const value = values[0] ?? '';
	const { markup, ids } = remarks(asked, id, question.kind === 'number' ? say('number.hint', { min: question.min, max: question.max }) : say('text.hint'));
	const label = html`<label class="ask" for="${id}">${title(asked)}</label>`;
	const attributes = html`id="${id}" name="${name}"${described(ids)}${wrong === null ? null : html` aria-invalid="true"`}`;
	const field =
		question.kind === 'long-text'
			? html`<textarea ${attributes} rows="5" maxlength="${textLimits['long-text']}">${'\n'}${value}</textarea>`
			: question.kind === 'short-text'
				? html`<input type="text" ${attributes} maxlength="${textLimits['short-text']}" value="${value}">`
				: html`<input type="text" class="short" inputmode="numeric" ${attributes} value="${value}">${question.kind === 'number' && question.unit ? html` ${inWords(question.unit, view.language)}` : null}`;
	return html`<div class="one${wrong === null ? '' : ' bad'}">${alone ? html`<h1 class="ask">${label}</h1>` : label}${picture(question.picture, 'ask')}${markup}${listening(asked.audio, view, say, say('listen.question', { number }))}${field}</div>`;
}
