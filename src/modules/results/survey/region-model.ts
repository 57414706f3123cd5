import type { LocalizedText } from '#platform/locale.ts';
import type { AnsweringState, AnswerText, Audience, MeanFigures, SurveyState } from '../../survey/index.ts';
import type { Profile } from '../profile/model.ts';
import type { NoFigure, Range, TargetResult } from './model.ts';

/** One survey of one institution in the list of a region. */
export interface RegionRow {
	readonly surveyId: string;
	readonly institution: LocalizedText;
	readonly name: LocalizedText;
	readonly state: SurveyState;
	readonly answering: AnsweringState;
	/** Live; the only figure that is not from a publication. */
	readonly answers: number;
	readonly eligible: number | null;
	readonly responseRate: number | null;
	readonly publishedAt: Date | null;
	readonly interim: boolean;
	/** Of the standard variant. */
	readonly index: MeanFigures | null;
	readonly target: TargetResult | null;
	readonly noFigure: NoFigure | null;
}

/** Surveys that asked the same people the same questions, so that their means may stand beside each other. */
export interface RegionGroup {
	readonly audience: Audience;
	readonly questionnaire: { readonly slug: string; readonly title: AnswerText; readonly major: string };
	readonly range: Range | null;
	readonly rows: readonly RegionRow[];
	/** Over the institutions whose mean is shown, each counted once: nothing hidden follows from it. Null for fewer than three. */
	readonly summary: { readonly institutions: number; readonly mean: number; readonly low: number; readonly high: number } | null;
}

export interface RegionSurveys {
	readonly cycle: Profile['cycle'];
	readonly groups: readonly RegionGroup[];
}
