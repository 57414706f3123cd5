import { messageOf } from '#i18n/text.ts';
import type { Config } from '../config.ts';
import type { MailLanguage } from './store.ts';

/** Where a letter's body says that its link belongs. */
export const linkPlace = '{link}';

/** A path of this installation as the address that people open: PUBLIC_URL, or the address it listens on. */
export function absoluteUrl(config: Pick<Config, 'PUBLIC_URL' | 'HOST' | 'PORT'>, path: string): string {
	const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;
	return new URL(path, config.PUBLIC_URL ?? `http://${host}:${config.PORT}`).href;
}

/** The text with every web address taken out: what may stay in the database and be shown. */
export const withoutLinks = (text: string, locale: MailLanguage): string => text.replace(/https?:\/\/\S+/gi, removedMark(locale));

/** What stands in the place of a link. Only administrators read it, in a language of the product. */
export const removedMark = (locale: MailLanguage): string => messageOf('identity_mail_link_removed', {}, locale === 'ru' ? 'en' : locale);
