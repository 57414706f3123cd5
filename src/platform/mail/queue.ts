import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { hasRegionRole } from '../access.ts';
import { getRuntime } from '../runtime.ts';
import { absoluteUrl, linkPlace, removedMark, withoutLinks } from './links.ts';
import { insertMails, readMails, type MailLanguage, type OutboxRow } from './store.ts';

export interface NewMail {
	/** What kind of letter it is, such as "invitation"; shown in the outbox. */
	readonly purpose: string;
	readonly personId: string | null;
	readonly address: string;
	/** The language of the person who gets it. */
	readonly locale: MailLanguage;
	readonly subject: string;
	/** Plain text; `{link}` marks where the link goes. */
	readonly body: string;
	/** A path of this installation (`/invitation/…`), or null when the letter has none. */
	readonly link: string | null;
	/** Deleted once it is sent, so that nothing tells who got one. */
	readonly forget?: boolean;
}

/**
 * Puts a letter into the outbox, in the command's transaction. With a mail server it is sent after the commit and the
 * link is null. Without one the letter is kept without its link, and the link comes back to be shown once, to the person
 * who asked for it, on the page that answers them.
 */
export async function queueMail(context: Context, mail: NewMail): Promise<{ link: string | null }> {
	const [answer] = await queueMails(context, [mail]);
	return answer ?? { link: null };
}

/** Puts many letters into the outbox at once; as `queueMail`, in the same order. */
export async function queueMails(context: Context, mails: readonly NewMail[]): Promise<{ link: string | null }[]> {
	const runtime = getRuntime();
	const sending = runtime.config.SMTP_URL !== undefined;
	const letters = mails.map((mail) => ({ mail, link: mail.link === null ? null : absoluteUrl(runtime.config, mail.link) }));
	await insertMails(
		context,
		letters.map(({ mail, link }) =>
			sending
				? { ...mail, body: mail.body.replaceAll(linkPlace, link ?? ''), givenUp: null }
				: { ...mail, body: withoutLinks(mail.body.replaceAll(linkPlace, removedMark(mail.locale)), mail.locale), givenUp: 'no_mail_server' }
		)
	);
	if (sending && mails.length > 0) context.afterCommit(() => runtime.enqueue('mail', { region: context.regionId }));
	return letters.map(({ link }) => ({ link: sending ? null : link }));
}

/** The latest letters, their links removed; for administrators. Throws NotFound for everyone else. */
export async function listOutbox(context: Context): Promise<OutboxRow[]> {
	if (!hasRegionRole(context.actor, 'administrator')) throw new NotFound();
	return (await readMails(context)).map((mail) => ({ ...mail, subject: withoutLinks(mail.subject, mail.locale), body: withoutLinks(mail.body, mail.locale) }));
}

/** Whether this installation can send letters. */
export const canSendMail = (): boolean => getRuntime().config.SMTP_URL !== undefined;
