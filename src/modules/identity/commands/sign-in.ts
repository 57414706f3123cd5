import { systemActor } from '#platform/access.ts';
import { Conflict, Invalid } from '#platform/errors.ts';
import { newToken, PersonId, RegionId } from '#platform/ids.ts';
import type { Transaction } from 'kysely';
import type { DB } from '#platform/database/schema.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { clearAttempts, countAttempt, networkOf, type Limit } from '../attempt-store.ts';
import { sendSignInLetter } from '../letters.ts';
import type { SignedIn, TokenState } from '../model.ts';
import { hashPassword, verifyPassword } from '../passwords.ts';
import { normaliseCode } from '../rules.ts';
import { attemptSecret } from '../secret.ts';
import { insertSession, setSessionRegion } from '../sessions.ts';
import { personByEmail, personById, regionsOfPerson, updatePerson } from '../store.ts';
import { insertToken, lookAtToken, spendToken, type TokenRow } from '../token-store.ts';

/** Where a request comes from: the network address only for limits, the device for the list of sessions. */
export interface Origin {
	readonly address: string;
	readonly device: string;
}

const account = (what: string, email: string, max = 10): Limit => ({ what: `${what} account`, subject: email, max });
const network = (what: string, origin: Origin): Limit => ({ what: `${what} network`, subject: networkOf(origin.address), max: 50 });

async function count(runtime: Runtime, limits: readonly Limit[]): Promise<void> {
	await countAttempt(runtime.database, runtime.clock, await attemptSecret(runtime.config), limits);
}

/** Days that a session lasts that was opened with a code on paper: such people have no other way to come back. */
const codeSessionDays = 60;

/** Starts the session; a region is set at once when there is only one to enter, or the link belongs to one. */
async function enter(tx: Transaction<DB>, runtime: Runtime, personId: PersonId, bound: RegionId | null, device: string, days?: number): Promise<SignedIn> {
	const regions = bound === null ? await regionsOfPerson(tx, personId) : [];
	const regionId = bound ?? (regions.length === 1 ? (regions[0]?.id ?? null) : null);
	const session = await insertSession(tx, runtime.clock.now(), { personId, regionId, device, ...(days === undefined ? {} : { days }) });
	return { ...session, personId, regionChosen: regionId !== null };
}

/**
 * Sends a link for signing in to a known address; does the same from outside for an unknown one. Throws TooMany after 5
 * letters to an address or 50 requests from a network in 15 minutes.
 */
export async function requestSignInLink(runtime: Runtime, input: { email: string; next: string | null }, origin: Origin): Promise<void> {
	await count(runtime, [account('letter', input.email, 5), network('letter', origin)]);
	if (runtime.config.SMTP_URL === undefined) return;
	const found = await runtime.database.global(async (tx) => {
		const person = await personByEmail(tx, input.email);
		const region = person ? (await regionsOfPerson(tx, person.id))[0] : undefined;
		return person && region ? { person, regionId: region.id } : null;
	});
	if (!found) return;
	const { person, regionId } = found;
	await inContext(
		{ regionId, actor: systemActor, locale: person.locale },
		async (context) => {
			const token = await insertToken(context.tx, context.now, { purpose: 'sign-in', regionId: null, personId: person.id }, newToken());
			await sendSignInLetter(context, { personId: person.id, email: input.email, name: person.name, locale: person.locale }, token, input.next);
		},
		runtime
	);
}

/**
 * Signs in with mail address and password. Throws Invalid at the password, the same whether the address or the password
 * is wrong, and TooMany after 10 attempts on an account or 50 from a network in 15 minutes.
 */
export async function signInWithPassword(runtime: Runtime, input: { email: string; password: string }, origin: Origin): Promise<SignedIn> {
	const limit = account('password', input.email);
	await count(runtime, [limit, network('password', origin)]);
	const person = await runtime.database.global((tx) => personByEmail(tx, input.email));
	const { fits, outdated } = await verifyPassword(input.password, person?.passwordHash ?? null);
	if (!person || !fits) throw new Invalid({ password: { code: 'sign_in_failed' } });
	await clearAttempts(runtime.database, await attemptSecret(runtime.config), limit);
	const stronger = outdated ? await hashPassword(input.password) : null;
	return runtime.database.global(async (tx) => {
		if (stronger !== null) await updatePerson(tx, person.id, { passwordHash: stronger });
		return enter(tx, runtime, person.id, null, origin.device);
	});
}

async function enterWith(tx: Transaction<DB>, runtime: Runtime, token: TokenRow | null, device: string, days?: number): Promise<SignedIn | null> {
	const person = token?.personId ? await personById(tx, token.personId) : null;
	return person && token ? enter(tx, runtime, person.id, token.regionId, device, days) : null;
}

/** Signs in with a code from paper, once. Throws Invalid at the code, and TooMany after 50 attempts from a network. */
export async function signInWithCode(runtime: Runtime, input: { code: string }, origin: Origin): Promise<SignedIn> {
	await count(runtime, [network('code', origin)]);
	const code = normaliseCode(input.code);
	if (code === null) throw new Invalid({ code: { code: 'code_form' } });
	const signedIn = await runtime.database.global(async (tx) => enterWith(tx, runtime, await spendToken(tx, runtime.clock.now(), 'code', code), origin.device, codeSessionDays));
	if (!signedIn) throw new Invalid({ code: { code: 'code_unknown' } });
	return signedIn;
}

/** What a link for signing in is worth now; looking does not spend it. */
export async function signInLinkState(runtime: Runtime, token: string): Promise<TokenState> {
	return runtime.database.global(async (tx) => (await lookAtToken(tx, runtime.clock.now(), 'sign-in', token)).state);
}

/** Spends a link for signing in. Throws Conflict when it is used, expired or unknown. */
export async function signInWithLink(runtime: Runtime, token: string, origin: Pick<Origin, 'device'>): Promise<SignedIn> {
	const signedIn = await runtime.database.global(async (tx) => enterWith(tx, runtime, await spendToken(tx, runtime.clock.now(), 'sign-in', token), origin.device));
	if (!signedIn) throw new Conflict('link_spent');
	return signedIn;
}

/** Chooses the region of a session that has none yet; a session keeps its region for life. Throws Conflict otherwise. */
export async function chooseRegion(runtime: Runtime, session: { tokenSha256: Buffer; personId: PersonId }, regionId: string): Promise<void> {
	const id = RegionId.safeParse(regionId);
	if (!id.success || !(await setSessionRegion(runtime.database, runtime.clock, session.tokenSha256, session.personId, id.data))) throw new Conflict('region_choice');
}
