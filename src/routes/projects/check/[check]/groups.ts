import type { PlacedResult } from '#modules/project/index.ts';

/** What people look at first: contradictions by weight, then what changed on the way, then what could not be read. */
export const groups = ['error', 'warning', 'note', 'changed', 'unread'] as const;
export type Group = (typeof groups)[number];

/** More than this on one page help nobody; the rest is in the file to download. */
const mostShown = 100;

export interface ResultGroup {
	readonly group: Group;
	readonly results: readonly PlacedResult[];
	/** How many more there are than shown. */
	readonly more: number;
}

const groupOf = ({ kind, severity }: PlacedResult): Group => (kind === 'contradiction' ? severity : kind);

/** The results by group, the surest first; empty groups are left out. */
export const groupsOf = (results: readonly PlacedResult[]): ResultGroup[] =>
	groups.flatMap((group) => {
		const own = results.filter((result) => groupOf(result) === group).toSorted((a, b) => b.confidence - a.confidence);
		return own.length === 0 ? [] : [{ group, results: own.slice(0, mostShown), more: Math.max(0, own.length - mostShown) }];
	});
