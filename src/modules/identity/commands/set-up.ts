import { systemActor } from '#platform/access.ts';
import { audit } from '#platform/audit.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/database.ts';
import { Conflict, Invalid } from '#platform/errors.ts';
import { RegionId } from '#platform/ids.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { digest } from '../digest.ts';
import type { SetUpInput, SignedIn, TokenState } from '../model.ts';
import { hashPassword } from '../passwords.ts';
import { passwordProblem } from '../rules.ts';
import { insertSession } from '../sessions.ts';
import { addToRegion, insertMembership, insertPerson, insertRegion, installationIsEmpty, lockInstallation } from '../store.ts';
import { dropTokens, insertToken, lookAtToken, spendToken } from '../token-store.ts';

/** Makes the one-time secret for `/set-up?token=…` and returns it; an earlier one stops working. */
export async function createSetUpLink(database: Database, clock: Clock): Promise<string> {
	return database.global(async (tx) => {
		await dropTokens(tx, 'set-up', 'all');
		return insertToken(tx, clock.now(), { purpose: 'set-up', regionId: null, personId: null });
	});
}

/** What a set-up link is worth now; `used` also when somebody has set the installation up since. */
export async function setUpState(runtime: Runtime, token: string): Promise<TokenState> {
	return runtime.database.global(async (tx) => {
		const { state } = await lookAtToken(tx, runtime.clock.now(), 'set-up', token);
		return state === 'open' && !(await installationIsEmpty(tx)) ? 'used' : state;
	});
}

/**
 * Sets up an empty installation: its first region, its first administrator and their session, in one transaction.
 * Throws Invalid at a field, and Conflict when the link is spent or somebody was faster.
 */
export async function setUp(runtime: Runtime, input: SetUpInput, device: string): Promise<SignedIn> {
	const problem = passwordProblem(input.password, input);
	if (problem) throw new Invalid({ password: problem });
	// A guessed link must not make the program work hard: the password is hashed only for a link that is open.
	if ((await setUpState(runtime, input.token)) !== 'open') throw new Conflict('link_spent');
	const passwordHash = await hashPassword(input.password);
	const regionId = RegionId.parse(runtime.newId());
	return inContext(
		{ regionId, actor: systemActor, locale: input.locale },
		async (context) => {
			const { tx, now } = context;
			await lockInstallation(tx);
			if (!(await spendToken(tx, now, 'set-up', input.token)) || !(await installationIsEmpty(tx))) throw new Conflict('link_spent');
			if (!(await insertRegion(tx, { id: regionId, slug: input.slug, name: { lv: input.name_lv, lt: input.name_lt, en: input.name_en }, now }))) throw new Invalid({ slug: { code: 'slug_taken' } });
			const personId = await insertPerson(tx, { id: context.newId(), email: input.email, name: input.name, locale: input.locale, passwordHash, now });
			if (!personId) throw new Invalid({ email: { code: 'email_taken' } });
			await addToRegion(tx, personId, regionId);
			const membershipId = await insertMembership(context, { personId, role: 'administrator', institutionId: null, grantedBy: null });
			const session = await insertSession(tx, now, { personId, regionId, device });
			const own = { ...context, actor: { ...systemActor, personId } };
			await audit(own, { action: 'region.created', subject: { kind: 'region', id: regionId }, after: { slug: input.slug } });
			await audit(own, { action: 'membership.granted', subject: { kind: 'membership', id: membershipId ?? '' }, after: { role: 'administrator', person: personId, email: digest(context, input.email) } });
			return { ...session, personId, regionChosen: true };
		},
		runtime
	);
}
