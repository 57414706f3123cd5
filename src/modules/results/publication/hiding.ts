/** One group of a grouping, as the choice of hidden groups sees it. */
export interface Part {
	/** People of the group that did not come through open links. */
	readonly people: number;
	/** How many of them count in this cell. */
	readonly n: number;
	/** Whether the cell may be shown as far as it alone is concerned. */
	readonly fit: boolean;
}

/** The rules, so that the attack test can show what each is good for by leaving it out. */
export interface Rules {
	readonly complementary: boolean;
	readonly openLinks: boolean;
	readonly tooClose: boolean;
	readonly alike: boolean;
	readonly incomplete: boolean;
}
export const allRules: Rules = { complementary: true, openLinks: true, tooClose: true, alike: true, incomplete: true };

/**
 * Which groups are shown, by their places. What the hidden ones hold together follows from the total, so they must protect
 * each other: for every hidden group the others hold at least k answers (not all exactly k, and more answers than groups,
 * which would tell the sizes), and `protects` agrees with what they hold. Else more are hidden, the smallest first, and in
 * the end the whole grouping. Groups without people are neither shown nor hide anybody.
 */
export function chooseShown(parts: readonly Part[], k: number, protects: (hidden: readonly number[]) => boolean, rules: Rules): Set<number> {
	const peopled = [...parts.keys()].filter((i) => part(parts, i).people > 0);
	const shown = peopled.filter((i) => part(parts, i).fit).sort((a, b) => part(parts, b).n - part(parts, a).n || a - b);
	const hidden = peopled.filter((i) => !part(parts, i).fit);
	if (!rules.complementary || hidden.length === 0) return new Set(shown);
	while (shown.length > 0 && !(holdTogether(hidden.map((i) => part(parts, i).n), k) && protects(hidden))) hidden.push(shown.pop() ?? 0);
	return new Set(shown);
}

const part = (parts: readonly Part[], i: number): Part => parts[i] ?? { people: 0, n: 0, fit: false };

function holdTogether(hidden: readonly number[], k: number): boolean {
	const all = hidden.reduce((sum, n) => sum + n, 0);
	return all > hidden.length && hidden.every((n) => all - n >= k) && hidden.some((n) => all - n > k);
}
