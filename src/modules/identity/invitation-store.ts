import type { Role } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { InstitutionId } from '#platform/ids.ts';
import type { Locale } from '#platform/locale.ts';

export interface Invitation {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly locale: Locale;
	readonly role: Role;
	readonly institutionId: InstitutionId | null;
	readonly invitedAt: Date;
	readonly invitedBy: string | null;
	readonly expiresAt: Date;
	readonly acceptedAt: Date | null;
	readonly withdrawnAt: Date | null;
}

const columns = ['id', 'email', 'name', 'locale', 'role', 'institution_id', 'invited_at', 'invited_by', 'expires_at', 'accepted_at', 'withdrawn_at'] as const;
interface Row {
	id: string;
	email: string;
	name: string;
	locale: string;
	role: string;
	institution_id: string | null;
	invited_at: Date;
	invited_by: string | null;
	expires_at: Date;
	accepted_at: Date | null;
	withdrawn_at: Date | null;
}

const toInvitation = (row: Row): Invitation => ({
	id: row.id,
	email: row.email,
	name: row.name,
	locale: row.locale as Locale,
	role: row.role as Role,
	institutionId: row.institution_id === null ? null : InstitutionId.parse(row.institution_id),
	invitedAt: row.invited_at,
	invitedBy: row.invited_by,
	expiresAt: row.expires_at,
	acceptedAt: row.accepted_at,
	withdrawnAt: row.withdrawn_at
});

export async function insertInvitation(context: Context, invitation: { email: string; name: string; locale: Locale; role: Role; institutionId: string | null; expiresAt: Date }): Promise<string> {
	const id = context.newId();
	await context.tx
		.insertInto('invitation')
		.values({
			region_id: context.regionId,
			id,
			email: invitation.email,
			name: invitation.name,
			locale: invitation.locale,
			role: invitation.role,
			institution_id: invitation.institutionId,
			invited_at: context.now,
			invited_by: context.actor.personId,
			expires_at: invitation.expiresAt
		})
		.execute();
	return id;
}

/** One invitation, locked; null when the region has none with this id. */
export async function lockInvitation(context: Context, id: string): Promise<Invitation | null> {
	const row = await context.tx.selectFrom('invitation').select(columns).where('region_id', '=', context.regionId).where('id', '=', id).forUpdate().executeTakeFirst();
	return row ? toInvitation(row) : null;
}

/** Invitations that are neither accepted nor withdrawn, the newest first; `email` limits them to one address. */
export async function pendingInvitations(context: Context, email?: string): Promise<Invitation[]> {
	let query = context.tx
		.selectFrom('invitation')
		.select(columns)
		.where('region_id', '=', context.regionId)
		.where('accepted_at', 'is', null)
		.where('withdrawn_at', 'is', null)
		.orderBy('invited_at', 'desc')
		.orderBy('id');
	if (email !== undefined) query = query.where('email', '=', email);
	return (await query.execute()).map(toInvitation);
}

export async function invitationsTo(context: Context, email: string): Promise<Invitation[]> {
	const rows = await context.tx.selectFrom('invitation').select(columns).where('region_id', '=', context.regionId).where('email', '=', email).orderBy('invited_at').execute();
	return rows.map(toInvitation);
}

export async function markInvitation(context: Context, id: string, as: 'accepted' | 'withdrawn'): Promise<void> {
	await context.tx
		.updateTable('invitation')
		.set(as === 'accepted' ? { accepted_at: context.now } : { withdrawn_at: context.now })
		.where('region_id', '=', context.regionId)
		.where('id', '=', id)
		.execute();
}

/** Takes the person out of invitations to an address; who was invited to which role stays. */
export async function eraseInvitationsTo(context: Context, email: string): Promise<void> {
	await context.tx.updateTable('invitation').set({ email: 'erased', name: 'erased' }).where('region_id', '=', context.regionId).where('email', '=', email).execute();
}
