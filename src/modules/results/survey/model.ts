import type { CycleId, InstitutionId, SurveyId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { AnswerText, Audience, ChoiceFigures, Choice, Difference, MeanFigures, Perspective, QuestionKind, Reliability, SurveyState, VariantName } from '../../survey/index.ts';
import type { HiddenReason } from '../publication/model.ts';

/** Lowest and highest value that a mean can have. */
export interface Range {
	readonly low: number;
	readonly high: number;
}

/**
 * Why a survey has no overall mean; it is said in words and never zero. `no-index`: its questions use different scales.
 * `alike`: to many questions (nearly) all gave the same answer, so that only ranges of them are told.
 */
export type NoFigure = HiddenReason | 'not-published' | 'no-index' | 'alike';

/** Part (0–1) of the people who answered, with its 95 % interval. */
export interface Share {
	readonly count: number;
	readonly share: number;
	readonly ci95: readonly [low: number, high: number] | null;
}

/** What is shown of one question in one group; `choices` and `counts` go together, the last is "I don't want to answer". */
export type QuestionFigures =
	| { readonly kind: 'hidden'; readonly reason: HiddenReason }
	| { readonly kind: 'coarse'; readonly n: number; readonly among: readonly Choice[] }
	| { readonly kind: 'scale'; readonly figures: ChoiceFigures; readonly counts: readonly number[] }
	| { readonly kind: 'choices'; readonly n: number; readonly counts: readonly number[]; readonly shares: readonly (Share | null)[] }
	| { readonly kind: 'number'; readonly figures: MeanFigures }
	/** Nobody gave an answer that counts. */
	| { readonly kind: 'empty' };

/** The difference to the previous cycle, or why there is none. `better` looks at what is favourable: for a reversed question a lower mean. */
export type Trend =
	| { readonly kind: 'compared'; readonly outcome: TrendOutcome; readonly before: MeanFigures; readonly difference: Difference }
	| { readonly kind: 'blank'; readonly reason: NoTrend };
export type TrendOutcome = 'better' | 'no-clear-change' | 'worse';
/**
 * `no-previous`: no closed survey of the same kind in a cycle before. `changed`: asked in other words, of other questions
 * or on another scale then. `not-asked`: the question was not there. `hidden`: one of both has no figure. `other-items`: an index is made of
 * other questions than then, because some of them may not be shown exactly.
 */
export type NoTrend = 'no-previous' | 'changed' | 'not-asked' | 'hidden' | 'other-items';

export interface QuestionResult {
	readonly id: string;
	readonly kind: QuestionKind;
	readonly text: AnswerText;
	readonly unit: AnswerText | null;
	readonly reversed: boolean;
	readonly picture: string | null;
	readonly choices: readonly Choice[];
	readonly figures: QuestionFigures;
	/** Number of the earlier publication from which the figures are taken over unchanged; null for new ones. */
	readonly repeats: number | null;
	/** Only for questions on a scale. */
	readonly trend: Trend;
}

export interface BatteryResult {
	readonly id: string;
	readonly title: AnswerText;
	readonly range: Range;
	/** Over complete cases, reversed questions turned; null where it is hidden. */
	readonly mean: MeanFigures | null;
	readonly alpha: Reliability | null;
	readonly hidden: HiddenReason | null;
	readonly questions: readonly QuestionResult[];
}

export type TargetOutcome = 'reached' | 'not-clear' | 'missed';
export interface TargetResult {
	readonly value: number;
	readonly outcome: TargetOutcome;
}

/** The mean over people of their answers to all scale questions. */
export interface IndexResult {
	readonly figures: MeanFigures;
	readonly range: Range;
	/** Null without a target, and for the easy-to-read variant, whose scale is another one. */
	readonly target: TargetResult | null;
	/** Of the scale questions whose figures are shown, how many reach the target for certain; null without a target. */
	readonly questions: { readonly reached: number; readonly total: number } | null;
	readonly trend: Trend;
}

/** One group of a grouping beside the others: its size, its index, and the mean of each question on a scale. */
export interface GroupResult {
	readonly value: string;
	/** Null where the words are the program's own: kinds of help, no answer. */
	readonly label: AnswerText | null;
	readonly responses: number | null;
	readonly hidden: HiddenReason | null;
	readonly index: MeanFigures | null;
	readonly batteries: readonly (MeanFigures | null)[];
	readonly questions: readonly { readonly id: string; readonly figures: QuestionFigures }[];
}
export interface GroupingResult {
	/** Id of a question, or `assisted`. */
	readonly by: string;
	readonly text: AnswerText | null;
	readonly groups: readonly GroupResult[];
}

export interface VariantResult {
	readonly variant: VariantName;
	readonly responses: number | null;
	readonly hidden: HiddenReason | null;
	readonly index: IndexResult | null;
	/** Why there is no index; null where there is one. */
	readonly noIndex: NoFigure | null;
	readonly batteries: readonly BatteryResult[];
	/** Closed questions outside batteries, in the order in which they were asked. */
	readonly others: readonly QuestionResult[];
	readonly groupings: readonly GroupingResult[];
}

export interface ShownPublication {
	readonly number: number;
	readonly reason: 'interim' | 'closed';
	readonly publishedAt: Date;
	readonly sha256: string;
	readonly k: number;
	readonly eligible: number | null;
	readonly responses: number;
	readonly responseRate: number | null;
	readonly variants: readonly VariantResult[];
	/** The cycle that trends compare with; null when there is none such. */
	readonly previousCycle: LocalizedText | null;
}

/** Everything that the page of results of one survey shows. */
export interface SurveyResults {
	readonly survey: {
		readonly id: SurveyId;
		readonly institutionId: InstitutionId;
		readonly institution: LocalizedText;
		readonly cycleId: CycleId | null;
		readonly cycle: LocalizedText | null;
		readonly name: LocalizedText;
		readonly perspective: Perspective;
		readonly audience: Audience;
		readonly state: SurveyState;
		readonly opensAt: Date;
		readonly closesAt: Date;
		readonly closedAt: Date | null;
		readonly minimumGroup: number;
		readonly answersDeletedAt: Date | null;
	};
	readonly questionnaire: { readonly title: AnswerText; readonly version: string };
	/** Newest first. */
	readonly publications: readonly { readonly number: number; readonly reason: 'interim' | 'closed'; readonly publishedAt: Date }[];
	/** Null while nothing is published. */
	readonly shown: ShownPublication | null;
	/** Which publication the reader may make now; whether the reader may open the survey's own page, read free texts before their release, and take rows of answers now. */
	readonly rights: { readonly publish: 'interim' | 'closed' | null; readonly survey: boolean; readonly texts: boolean; readonly rows: boolean };
}

/** A survey with published results, in the list of those who may see its figures. */
export interface PublishedSurvey {
	readonly id: SurveyId;
	readonly name: LocalizedText;
	readonly institution: LocalizedText;
	readonly audience: Audience;
	readonly cycleId: CycleId | null;
	readonly cycle: LocalizedText | null;
	/** Of the newest publication. */
	readonly publishedAt: Date;
	readonly interim: boolean;
}
