import type { LocalizedText } from '#platform/locale.ts';
import type { Audience, MeanFigures, Perspective, VariantName } from '../../survey/index.ts';
import type { NoFigure, Range, TargetResult, Trend } from './model.ts';

/**
 * What one survey says about a result of the methodology: facts beside the score of the group, never a score themselves.
 * Each variant of a questionnaire speaks for itself.
 */
export interface PerceptionFact {
	/** Id of the node of the methodology that the survey informs, such as 6.1. */
	readonly nodeId: string;
	readonly surveyId: string;
	readonly name: LocalizedText;
	readonly perspective: Perspective;
	readonly audience: Audience;
	readonly variant: VariantName;
	/** Null while nothing is published. */
	readonly publication: { readonly number: number; readonly reason: 'interim' | 'closed'; readonly publishedAt: Date } | null;
	/** Answers in the variant, as published. */
	readonly responses: number | null;
	/** Of the whole survey. */
	readonly eligible: number | null;
	/** Of the whole survey, told once: with its first variant. */
	readonly responseRate: number | null;
	readonly index: { readonly figures: MeanFigures; readonly range: Range } | null;
	readonly noFigure: NoFigure | null;
	/** Null without a target or without a figure. */
	readonly target: TargetResult | null;
	readonly questions: { readonly reached: number; readonly total: number } | null;
	readonly trend: Trend;
}
