import { randomBytes } from 'node:crypto';

/** How much longer than a page's pause its form is taken: for the way of the form itself. In milliseconds. */
const slack = 15_000;
/** Longer than any page stays on a kiosk: then an ended sitting is refused for its age. */
const remembered = 60 * 60_000;

/**
 * One person after another answers on a kiosk, in one browser. Its history keeps the forms that were sent, and would show the
 * next person what the one before them typed, or send it once more. So every page of a kiosk carries the sitting it belongs
 * to; forms of a sitting that has ended, or paused for too long, are not taken. In memory only: nothing tells who sat when.
 */
export class Sittings {
	readonly #ended = new Map<string, number>();

	/** The sitting of somebody who begins now. */
	begin = (now: Date): string => written(randomBytes(9).toString('base64url'), now);

	/** The same sitting as it goes on with the next page; null when it has ended or paused longer than `pause` milliseconds. */
	goOn(sitting: string | null, pause: number, now: Date): string | null {
		const [, id = '', at = ''] = /^([\w-]{12})\.([0-9a-z]{1,11})$/.exec(sitting ?? '') ?? [];
		const age = now.getTime() - Number.parseInt(at, 36);
		return id !== '' && age >= 0 && age <= pause + slack && !this.#ended.has(id) ? written(id, now) : null;
	}

	/** Ends a sitting: its answers were sent. */
	end(sitting: string | null, now: Date): void {
		for (const [id, at] of this.#ended) {
			if (now.getTime() - at < remembered) break;
			this.#ended.delete(id);
		}
		if (sitting !== null) this.#ended.set(sitting.slice(0, 12), now.getTime());
	}
}

const written = (id: string, now: Date): string => `${id}.${now.getTime().toString(36)}`;
