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
	readonly variants: readonly PublishedVariant[];
}

export interface PublishedVariant {
	readonly variant: VariantName;
	readonly groups: readonly PublishedGroup[];
}

/**
 * Why there is no figure. `too-few`: fewer than k answers. `complementary`: another hidden cell would follow from it.
 * `too-close`: it differs from an earlier publication by fewer than k answers.
 */
export type HiddenReason = 'too-few' | 'complementary' | 'too-close';

export interface PublishedGroup {
	/** As in a tally: null for everybody, else the grouping and its value. */
	readonly by: string | null;
	readonly value: string | null;
	/** Null where even the size of the group is hidden. */
	readonly responses: number | null;
	readonly hidden: HiddenReason | null;
	readonly questions: readonly PublishedQuestion[];
	readonly batteries: readonly PublishedBattery[];
	readonly index: { readonly n: number; readonly sum: number; readonly squares: number } | null;
}

export type PublishedQuestion =
	| { readonly question: string; readonly kind: 'hidden'; readonly reason: HiddenReason }
	/** Everybody said (nearly) the same: only that, so that nobody's answer is certain. `options`: the options they chose among. */
	| { readonly question: string; readonly kind: 'coarse'; readonly n: number; readonly options: readonly string[] }
	| { readonly question: string; readonly kind: 'counts'; readonly n: number; readonly counts: readonly number[] }
	| { readonly question: string; readonly kind: 'numbers'; readonly n: number; readonly sum: number; readonly squares: number };

export type PublishedBattery =
	| { readonly battery: string; readonly kind: 'hidden'; readonly reason: HiddenReason }
	| { readonly battery: string; readonly kind: 'sums'; readonly items: readonly string[]; readonly n: number; readonly sums: readonly number[]; readonly squares: readonly number[]; readonly total: { readonly sum: number; readonly squares: number } };

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
