/** A stretch of a block's text, the end excluded. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Stretches already understood, which later grammars must leave alone. Kept in ascending order, without overlaps. */
export class Taken {
	readonly #spans: Span[] = [];

	/** Index of the first stretch that ends after the position. */
	#after(position: number): number {
		let [low, high] = [0, this.#spans.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#spans[middle]?.end ?? 0) <= position) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	has(start: number, end: number = start + 1): boolean {
		const next = this.#spans[this.#after(start)];
		return next !== undefined && next.start < end;
	}

	/** Takes the stretch; false when a part of it was taken already. */
	take(start: number, end: number): boolean {
		if (start >= end || this.has(start, end)) return false;
		const index = this.#after(start);
		if (index === this.#spans.length) this.#spans.push({ start, end });
		else this.#spans.splice(index, 0, { start, end });
		return true;
	}
}
