import { AppError } from '#platform/errors.ts';

/** Checks that may wait for the one at work, their files on disk; more are asked to come back. */
const mostWaiting = 8;
const line: { waiting: number; last: Promise<unknown> } = { waiting: 0, last: Promise.resolve() };

/** Does one check after another, so that ten people with large files cost the memory of one. Throws AppError 503 when too many wait. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (line.waiting >= mostWaiting) throw new AppError(503, 'check_busy');
	line.waiting++;
	const mine = line.last.then(work);
	line.last = mine.catch(() => undefined);
	try {
		return await mine;
	} finally {
		line.waiting--;
	}
}
