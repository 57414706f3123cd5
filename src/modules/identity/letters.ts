import { messageOf } from '#i18n/text.ts';
import type { Role } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import type { PersonId } from '#platform/ids.ts';
import { inLocale, type Locale, type LocalizedText } from '#platform/locale.ts';
import { linkPlace, queueMail } from '#platform/mail/index.ts';
import { regionById } from './store.ts';

interface Reader {
	readonly personId: PersonId | null;
	readonly email: string;
	readonly name: string;
	readonly locale: Locale;
}

const roleName = (role: Role, locale: Locale): string => messageOf(`identity_role_${role}`, {}, locale);

async function regionName(context: Context, locale: Locale): Promise<string> {
	return inLocale((await regionById(context.tx, context.regionId))?.name, locale);
}

async function place(context: Context, institution: LocalizedText | null, locale: Locale): Promise<string> {
	return institution ? inLocale(institution, locale) : regionName(context, locale);
}

const queue = (context: Context, reader: Reader, purpose: string, subject: string, body: string, link: string): Promise<{ link: string | null }> =>
	queueMail(context, { purpose, personId: reader.personId, address: reader.email, locale: reader.locale, subject, body, link });

/** "Your link for signing in", asked for by the person. */
export async function sendSignInLetter(context: Context, reader: Reader, token: string, next: string | null): Promise<{ link: string | null }> {
	const { locale } = reader;
	const path = `/sign-in/link/${token}${next === null ? '' : `?next=${encodeURIComponent(next)}`}`;
	const body = messageOf('identity_mail_sign_in_body', { name: reader.name, link: linkPlace }, locale);
	return queue(context, reader, 'sign-in', messageOf('identity_mail_sign_in_subject', {}, locale), body, path);
}

/** "You are invited to …", with the link that accepts. */
export async function sendInvitationLetter(context: Context, reader: Reader, invitation: { token: string; role: Role; institution: LocalizedText | null; days: number }): Promise<{ link: string | null }> {
	const { locale } = reader;
	const params = {
		name: reader.name,
		inviter: context.actor.name,
		region: await regionName(context, locale),
		place: await place(context, invitation.institution, locale),
		role: roleName(invitation.role, locale),
		days: invitation.days,
		link: linkPlace
	};
	const body = messageOf('identity_mail_invitation_body', params, locale);
	return queue(context, reader, 'invitation', messageOf('identity_mail_invitation_subject', params, locale), body, `/invitation/${invitation.token}`);
}

/** "You have a new role", to someone who has an account already; the link leads to the desk and is no secret. */
export async function sendRoleLetter(context: Context, reader: Reader, role: Role, institution: LocalizedText | null): Promise<void> {
	const { locale } = reader;
	const params = { name: reader.name, place: await place(context, institution, locale), role: roleName(role, locale), link: linkPlace };
	await queue(context, reader, 'role', messageOf('identity_mail_role_subject', params, locale), messageOf('identity_mail_role_body', params, locale), '/desk');
}
