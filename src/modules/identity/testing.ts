import type { Clock } from '#platform/clock.ts';
import { newToken, type PersonId } from '#platform/ids.ts';
import { setRuntime, type Runtime } from '#platform/runtime.ts';
import type { TestDatabase } from '../../../tests/support/database.ts';

/** A clock that a test moves. */
export function movableClock(at: string): Clock & { forward(minutes: number): void } {
	let now = new Date(at).getTime();
	return { now: () => new Date(now), forward: (minutes) => void (now += minutes * 60_000) };
}

/** The test's runtime with a secret of its own, so that nothing is written to a data folder. */
export function runtimeOf(db: TestDatabase, change: { clock?: Clock; config?: Partial<Runtime['config']> } = {}): Runtime {
	const runtime: Runtime = { ...db.runtime, ...(change.clock ? { clock: change.clock } : {}), config: { ...db.runtime.config, AUDIT_KEY: 'k'.repeat(40), ...change.config } };
	setRuntime(runtime);
	return runtime;
}

export const emailOf = (db: TestDatabase, id: PersonId): Promise<string> =>
	db.database.global(async (tx) => (await tx.selectFrom('person').select('email').where('id', '=', id).executeTakeFirstOrThrow()).email ?? '');

export const origin = { address: '192.0.2.7', device: 'Firefox, Linux' };
export const unknownToken = newToken();
