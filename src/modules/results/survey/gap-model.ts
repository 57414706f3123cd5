import type { LocalizedText } from '#platform/locale.ts';
import type { AnswerText, Audience, Difference, MeanFigures } from '../../survey/index.ts';
import type { Profile } from '../profile/model.ts';
import type { Reader } from '../profile/policy.ts';
import type { Range } from './model.ts';

/** People whose published answers are compared. */
export interface Voice {
	readonly surveyId: string;
	readonly audience: Audience;
	readonly name: LocalizedText;
	readonly responses: number | null;
	readonly eligible: number | null;
}

/** How one audience sees one thing: the mean of its questions about it, reversed ones turned, with an interval that is at least as wide as it must be. */
export interface View {
	readonly audience: Audience;
	readonly surveyId: string;
	readonly figures: MeanFigures;
	readonly population: number | null;
	readonly questions: readonly { readonly id: string; readonly text: AnswerText; readonly reversed: boolean }[];
}

export interface GapPair {
	readonly higher: Audience;
	readonly lower: Audience;
	/** Mean of `higher` less the one of `lower`: never negative. */
	readonly difference: Difference;
	/** The interval leaves out zero. */
	readonly clear: boolean;
}

/** One node of the methodology as at least two audiences see it. */
export interface Gap {
	readonly nodeId: string;
	readonly title: LocalizedText;
	/** False for a requirement, which has a whole sentence instead of a title. */
	readonly titled: boolean;
	readonly range: Range;
	/** In the fixed order of audiences. */
	readonly views: readonly View[];
	/** The widest clear difference, or the widest of all where none is clear. */
	readonly widest: GapPair;
	/** Every pair of audiences, widest first. */
	readonly pairs: readonly GapPair[];
}

export interface GapPage {
	readonly assessmentId: string;
	readonly institution: Profile['institution'];
	readonly cycle: Profile['cycle'];
	readonly endsOn: string;
	readonly reader: Reader;
	/** Why nothing may be shown yet, as for the profile. */
	readonly waiting: 'not-opened' | 'not-signed' | null;
	readonly voices: readonly Voice[];
	/** Surveys without a published figure. */
	readonly silent: readonly (Pick<Voice, 'surveyId' | 'audience' | 'name'> & { readonly reason: 'not-published' | 'too-few' })[];
	/** Clear differences first, the widest of them first. */
	readonly gaps: readonly Gap[];
}
