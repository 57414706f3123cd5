import type { LocalizedText } from '#platform/locale.ts';
import type { Audience, Perspective, VariantName } from '../../survey/index.ts';

/**
 * A publication: every cell of a survey decided at once and frozen. Pages, files and comparisons read nothing else, so
 * what is hidden here cannot appear anywhere. Figures (means, intervals, α) are computed from these counts and sums.
 */
export interface PublicationDocument {
	readonly format: 'socquality-publication/1';
	readonly survey: { readonly id: string; readonly institutionId: string; readonly cycleId: string | null; readonly name: LocalizedText; readonly perspective: Perspective; readonly audience: Audience; readonly target: string | null };
	readonly questionnaire: { readonly versionId: string; readonly slug: string; readonly version: string; readonly sha256: string };
	/** The minimum group that decided the cells. */
	readonly k: number;
	readonly eligible: number | null;
	/** Every answer received until then. */
	readonly responses: number;
	/** Those that did not come through open links. */
	readonly counted: number;
	readonly variants: readonly PublishedVariant[];
}

export interface PublishedVariant {
	readonly variant: VariantName;
	readonly groups: readonly PublishedGroup[];
}

/**
 * Why there is no figure. `too-few`: fewer than k answers. `complementary`: another hidden cell would follow from it.
 * `too-close`: it differs from an earlier publication by fewer than k answers. `small-groups`: the group is small, or
 * a small one would follow from it; which of both is not told, because that would tell sizes.
 */
export type HiddenReason = 'too-few' | 'complementary' | 'too-close' | 'small-groups';

export interface PublishedGroup {
	/** As in a tally: null for everybody, else the grouping and its value. */
	readonly by: string | null;
	readonly value: string | null;
	/** Null where even the size of the group is hidden. */
	readonly responses: number | null;
	/** Set where nothing of the group is shown. Groups are shown by the publication of a closed survey only. */
	readonly hidden: HiddenReason | null;
	/** One for each closed question of the variant, in its order. */
	readonly questions: readonly PublishedQuestion[];
	readonly batteries: readonly PublishedBattery[];
	readonly index: PublishedIndex | null;
}

/**
 * `repeats`: the number of the earlier publication from which the cell is taken over unchanged, because fewer than k answers
 * came since. `counted`: the cell without the answers of open links, given where there are such.
 */
export type PublishedQuestion =
	| { readonly question: string; readonly kind: 'hidden'; readonly reason: HiddenReason }
	/**
	 * Everybody, or all but one, gave the same answer: only a range of answers in which it lies is told, so that nobody's
	 * answer is certain. `options`: ids of that range, at least two; empty for a number.
	 */
	| { readonly question: string; readonly kind: 'coarse'; readonly n: number; readonly options: readonly string[]; readonly counted?: { readonly n: number }; readonly repeats?: number }
	| { readonly question: string; readonly kind: 'counts'; readonly n: number; readonly counts: readonly number[]; readonly counted?: { readonly n: number; readonly counts: readonly number[] }; readonly repeats?: number }
	| { readonly question: string; readonly kind: 'numbers'; readonly n: number; readonly sum: number; readonly squares: number; readonly counted?: { readonly n: number; readonly sum: number; readonly squares: number }; readonly repeats?: number };

export type PublishedBattery =
	| { readonly battery: string; readonly kind: 'hidden'; readonly reason: HiddenReason }
	/** Exact sums; only where everybody answered every item, so that the sums tell nothing that the counts do not tell. */
	| { readonly battery: string; readonly kind: 'sums'; readonly items: readonly string[]; readonly n: number; readonly sums: readonly number[]; readonly squares: readonly number[]; readonly total: { readonly sum: number; readonly squares: number }; readonly repeats?: number }
	/**
	 * Where some left items out, exact sums of the others would give away who did. `alpha` is that of complete cases, rounded
	 * to two decimals; `mean` (of the battery on the scale of its items, reversed ones turned) follows from the published
	 * counts, and `sd` (of a person's mean over the items) from those and α.
	 */
	| { readonly battery: string; readonly kind: 'rounded'; readonly items: readonly string[]; readonly n: number; readonly alpha: number | null; readonly mean: number; readonly sd: number | null; readonly repeats?: number };

/**
 * Over people: each person's mean of the scale questions. `items`: the questions it is made of; a coarse one is left out.
 * `rounded`: the mean is that of the published questions and the standard deviation has two decimals, because exact sums
 * would give away who left questions out.
 */
export interface PublishedIndex {
	readonly n: number;
	readonly sum: number;
	readonly squares: number;
	readonly items: readonly string[];
	readonly rounded: boolean;
	readonly repeats?: number;
}

/** A stored publication. `texts` are free texts that a reader released, in random order. */
export interface Publication {
	readonly id: string;
	readonly surveyId: string;
	/** Counted from 1 within the survey. */
	readonly number: number;
	readonly reason: 'interim' | 'closed';
	readonly publishedAt: Date;
	readonly sha256: string;
	readonly document: PublicationDocument;
}
