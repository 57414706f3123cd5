import { Conflict, Forbidden, Invalid } from '#platform/errors.ts';
import type { PersonId } from '#platform/ids.ts';
import type { Locale } from '#platform/locale.ts';
import type { Runtime } from '#platform/runtime.ts';
import { countAttempt } from '../attempt-store.ts';
import { hashPassword, verifyPassword } from '../passwords.ts';
import { passwordProblem } from '../rules.ts';
import { attemptSecret } from '../secret.ts';
import { endOtherSessions } from '../sessions.ts';
import { personById, regionsOfPerson, updatePerson } from '../store.ts';
import { dropTokens } from '../token-store.ts';

/** The account page's commands act on the signed-in person alone, in no region: the account is the same in all of them. */
export interface Owner {
	readonly personId: PersonId;
	readonly tokenSha256: Buffer;
}

async function load(runtime: Runtime, owner: Owner) {
	const person = await runtime.database.global((tx) => personById(tx, owner.personId));
	if (!person) throw new Forbidden();
	return person;
}

export async function changeProfile(runtime: Runtime, owner: Owner, input: { name: string; locale: Locale }): Promise<void> {
	await load(runtime, owner);
	await runtime.database.global((tx) => updatePerson(tx, owner.personId, input));
}

/**
 * Sets the first password, or changes it when the present one is given. The person's other sessions and open sign-in
 * links end. Throws Invalid at a field, TooMany after 10 wrong tries, and Conflict where a first password would open
 * more than the session that sets it (a person of several regions proves the address by a letter first).
 */
export async function setPassword(runtime: Runtime, owner: Owner, input: { current: string; password: string; again: string }): Promise<void> {
	const person = await load(runtime, owner);
	if (person.email === null) throw new Conflict('password_no_email');
	if (person.passwordHash === null) {
		if ((await runtime.database.global((tx) => regionsOfPerson(tx, owner.personId))).length > 1 && runtime.config.SMTP_URL === undefined) throw new Conflict('password_regions');
	} else {
		await countAttempt(runtime.database, runtime.clock, await attemptSecret(runtime.config), [{ what: 'password change', subject: owner.personId, max: 10 }]);
		if (!(await verifyPassword(input.current, person.passwordHash)).fits) throw new Invalid({ current: { code: 'password_current' } });
	}
	const problem = passwordProblem(input.password, person);
	if (problem) throw new Invalid({ password: problem });
	if (input.password !== input.again) throw new Invalid({ again: { code: 'password_again' } });
	const passwordHash = await hashPassword(input.password);
	await runtime.database.global(async (tx) => {
		await updatePerson(tx, owner.personId, { passwordHash });
		await endOtherSessions(tx, owner.personId, owner.tokenSha256);
		await dropTokens(tx, 'sign-in', { personId: owner.personId });
	});
}
