import { systemActor, type Role } from '#platform/access.ts';
import { audit } from '#platform/audit.ts';
import { Invalid, NotFound } from '#platform/errors.ts';
import { absoluteUrl } from '#platform/mail/index.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { listInstitutions } from '../../territory/index.ts';
import { digest } from '../digest.ts';
import { Email, PersonName } from '../model.ts';
import { roleFits } from '../policy.ts';
import { addToRegion, insertMembership, insertPerson, personByEmail, regionBySlug } from '../store.ts';
import { insertToken } from '../token-store.ts';

/**
 * For the command line: gives a person (made when the address is new) a role, and returns a link that signs them in to
 * the region once, within seven days. Throws NotFound for an unknown region or institution, Invalid for a wrong address,
 * name, or a role that does not fit the place.
 */
export async function addUser(runtime: Runtime, input: { email: string; name: string; role: Role; regionSlug: string; institutionSlug?: string | undefined }): Promise<string> {
	const email = Email.safeParse(input.email);
	const name = PersonName.safeParse(input.name);
	if (!email.success) throw new Invalid({ email: { code: 'email_wrong' } });
	if (!name.success) throw new Invalid({ name: { code: 'required' } });
	const regionId = await runtime.database.global((tx) => regionBySlug(tx, input.regionSlug));
	if (!regionId) throw new NotFound('region_unknown', { slug: input.regionSlug });
	return inContext(
		{ regionId, actor: systemActor, locale: 'en' },
		async (context) => {
			const { tx, now } = context;
			const institution = input.institutionSlug === undefined ? null : (await listInstitutions(context)).find((i) => i.slug === input.institutionSlug);
			if (institution === undefined) throw new NotFound('institution_unknown', { slug: input.institutionSlug ?? '' });
			if (!roleFits(input.role, institution?.id ?? null)) throw new Invalid({ institution: { code: institution ? 'role_of_region' : 'role_needs_institution' } });
			const personId = (await personByEmail(tx, email.data))?.id ?? (await insertPerson(tx, { id: context.newId(), email: email.data, name: name.data, locale: 'lv', now }));
			if (!personId) throw new Invalid({ email: { code: 'email_taken' } });
			await addToRegion(tx, personId, regionId);
			const id = await insertMembership(context, { personId, role: input.role, institutionId: institution?.id ?? null, grantedBy: null });
			if (id) await audit(context, { action: 'membership.granted', subject: { kind: 'membership', id }, institutionId: institution?.id ?? null, after: { role: input.role, person: personId, email: digest(context, email.data) } });
			return absoluteUrl(runtime.config, `/sign-in/link/${await insertToken(tx, now, { purpose: 'sign-in', regionId, personId, hours: 7 * 24 })}`);
		},
		runtime
	);
}
