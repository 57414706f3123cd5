/** Counts tries by a key and says when there were too many lately; kept in memory only and for a while only. */
export class Tries {
	readonly #most: number;
	readonly #within: number;
	readonly #seen = new Map<string, { count: number; since: number }>();
	/** At most so many tries within so many milliseconds. */
	constructor(most: number, within: number) {
		this.#most = most;
		this.#within = within;
	}

	may(key: string): boolean {
		return (this.#current(key)?.count ?? 0) < this.#most;
	}

	count(key: string): void {
		const entry = this.#current(key) ?? { count: 0, since: performance.now() };
		this.#seen.delete(key);
		this.#seen.set(key, { ...entry, count: entry.count + 1 });
		for (const oldest of this.#seen.keys()) {
			if (this.#seen.size <= 1000) break;
			this.#seen.delete(oldest);
		}
	}

	#current(key: string): { count: number; since: number } | undefined {
		const entry = this.#seen.get(key);
		return entry && performance.now() - entry.since < this.#within ? entry : undefined;
	}
}
