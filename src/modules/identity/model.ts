import { z } from 'zod';
import { roles, type Role } from '#platform/access.ts';
import type { InstitutionId, PersonId, RegionId } from '#platform/ids.ts';
import { locales, type Locale, type LocalizedText } from '#platform/locale.ts';

/** A mail address as people type it, stored in lower case; it is proved only by a letter that arrives. */
export const Email = z
	.string({ error: 'required' })
	.trim()
	.toLowerCase()
	.min(1, { error: 'required' })
	.max(200)
	.pipe(z.email({ error: 'email_wrong' }));

export const PersonName = z.string({ error: 'required' }).trim().min(1, { error: 'required' }).max(120);
export const LocaleField = z.enum(locales, { error: 'required' });

export const InviteInput = z.object({
	email: Email,
	name: PersonName,
	role: z.enum(roles, { error: 'required' }),
	institutionId: z
		.union([z.literal('').transform(() => null), z.uuid({ error: 'wrong' })])
		.nullish()
		.transform((value) => value ?? null),
	locale: LocaleField
});
export type InviteInput = z.output<typeof InviteInput>;

export const SetUpInput = z.object({
	token: z.string({ error: 'required' }).max(100),
	slug: z
		.string({ error: 'required' })
		.trim()
		.toLowerCase()
		.min(1, { error: 'required' })
		.pipe(z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, { error: 'slug_wrong' })),
	name_lv: PersonName,
	name_lt: PersonName,
	name_en: PersonName,
	name: PersonName,
	email: Email,
	locale: LocaleField,
	password: z.string({ error: 'required' }).min(1, { error: 'required' }).max(200)
});
export type SetUpInput = z.output<typeof SetUpInput>;

export const ProfileInput = z.object({ name: PersonName, locale: LocaleField });
export const PasswordInput = z.object({
	current: z.string().max(200).optional().default(''),
	password: z.string({ error: 'required' }).min(1, { error: 'required' }).max(200),
	again: z.string({ error: 'required' }).min(1, { error: 'required' }).max(200)
});

/** What a one-time link or code is for; each opens only its own door. */
export type TokenPurpose = 'sign-in' | 'invitation' | 'set-up' | 'code' | 'demonstration';
/** What can be said about a link before it is used: only `open` works. */
export type TokenState = 'open' | 'used' | 'expired' | 'unknown';

export interface Person {
	readonly id: PersonId;
	readonly email: string | null;
	readonly name: string;
	readonly locale: Locale;
	readonly passwordHash: string | null;
}

export interface RegionOfPerson {
	readonly id: RegionId;
	readonly slug: string;
	readonly name: LocalizedText;
}

/** A sign-in that succeeded: the secret for the cookie, and whether a region must still be chosen. */
export interface SignedIn {
	readonly token: string;
	readonly expires: Date;
	readonly personId: PersonId;
	readonly regionChosen: boolean;
}

/** One role of one person, as the list of people shows it. */
export interface MembershipRow {
	readonly id: string;
	readonly personId: PersonId;
	readonly name: string;
	readonly email: string | null;
	readonly invented: boolean;
	readonly role: Role;
	readonly institutionId: InstitutionId | null;
	readonly institutionName: LocalizedText | null;
	readonly grantedAt: Date;
	readonly mayRevoke: boolean;
}

export interface InvitationRow {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly role: Role;
	readonly institutionId: InstitutionId | null;
	readonly institutionName: LocalizedText | null;
	readonly invitedAt: Date;
	readonly expiresAt: Date;
	readonly expired: boolean;
	readonly mayWithdraw: boolean;
}
