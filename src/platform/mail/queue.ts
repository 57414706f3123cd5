import { messageOf } from '#i18n/text.ts';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { hasRegionRole } from '../access.ts';
import type { Locale } from '../locale.ts';
import { getRuntime } from '../runtime.ts';
import { absoluteUrl, linkPlace, withoutLinks } from './links.ts';
import { insertMail, readMails, type OutboxRow } from './store.ts';

export interface NewMail {
	/** What kind of letter it is, such as "invitation"; shown in the outbox. */
	readonly purpose: string;
	readonly personId: string | null;
	readonly address: string;
	/** The language of the person who gets it. */
	readonly locale: Locale;
	readonly subject: string;
	/** Plain text; `{link}` marks where the link goes. */
	readonly body: string;
	/** A path of this installation (`/invitation/…`), or null when the letter has none. */
	readonly link: string | null;
}

/**
 * Puts a letter into the outbox, in the command's transaction. With a mail server it is sent after the commit and the
 * link is null. Without one the letter is kept without its link, and the link comes back to be shown once, to the person
 * who asked for it, on the page that answers them.
 */
export async function queueMail(context: Context, mail: NewMail): Promise<{ link: string | null }> {
	const runtime = getRuntime();
	const link = mail.link === null ? null : absoluteUrl(runtime.config, mail.link);
	if (runtime.config.SMTP_URL === undefined) {
		const body = withoutLinks(mail.body.replaceAll(linkPlace, messageOf('identity_mail_link_removed', {}, mail.locale)), mail.locale);
		await insertMail(context, { ...mail, body, givenUp: 'no_mail_server' });
		return { link };
	}
	await insertMail(context, { ...mail, body: mail.body.replaceAll(linkPlace, link ?? ''), givenUp: null });
	context.afterCommit(() => runtime.enqueue('mail', { region: context.regionId }));
	return { link: null };
}

/** The latest letters, their links removed; for administrators. Throws NotFound for everyone else. */
export async function listOutbox(context: Context): Promise<OutboxRow[]> {
	if (!hasRegionRole(context.actor, 'administrator')) throw new NotFound();
	return (await readMails(context)).map((mail) => ({ ...mail, subject: withoutLinks(mail.subject, mail.locale), body: withoutLinks(mail.body, mail.locale) }));
}

/** Whether this installation can send letters. */
export const canSendMail = (): boolean => getRuntime().config.SMTP_URL !== undefined;
