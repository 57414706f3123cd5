import { html, Markup, type Part } from './html.ts';
import { style } from './style.ts';
import type { AnswerLanguage } from '#modules/survey/index.ts';

export interface Shell {
	readonly language: AnswerLanguage;
	readonly title: string;
	/** What the page is, for whoever automates it: `open`, `complete`, `spent` … */
	readonly state: string;
	readonly easy?: boolean;
	readonly large?: boolean;
	readonly contrast?: boolean;
}

/** The whole document around a body: one stylesheet inside, no icon to ask for, nothing else to load. */
export function document(shell: Shell, body: Part): Markup {
	const classes = [shell.easy && 'easy', shell.large && 'large', shell.contrast && 'contrast'].filter(Boolean).join(' ');
	return html`<!doctype html><html lang="${shell.language}" data-survey-state="${shell.state}"${classes ? html` class="${classes}"` : null}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${shell.title}</title><link rel="icon" href="data:,"><style>${styleSheet()}</style></head><body>${body}</body></html>`;
}

const styleSheet = (): Markup => new Markup(style().css);

/** What every page is sent with; the policy names the stylesheet by its hash and allows nothing else. */
export function headers(frames: 'none' | 'self' = 'none'): Readonly<Record<string, string>> {
	return {
		'content-type': 'text/html; charset=utf-8',
		'cache-control': 'no-store',
		'content-security-policy': `default-src 'none'; style-src '${style().hash}'; img-src data:; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors '${frames}'`,
		'referrer-policy': 'no-referrer',
		'x-content-type-options': 'nosniff',
		'x-frame-options': frames === 'none' ? 'DENY' : 'SAMEORIGIN',
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
		vary: 'accept-encoding, accept-language'
	};
}
