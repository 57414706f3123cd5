import type { QuestionnaireVersionId, RegionId, SurveyId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { AnswerLanguage, Audience, QuestionnaireDocument, VariantName } from '../questionnaire/model.ts';
import type { SurveyState } from '../lifecycle.ts';
import type { ContactText, GuardianRule, Layout, LinkKind } from '../model.ts';

/** How many characters a free text may have. */
export const textLimits = { 'short-text': 300, 'long-text': 4000 } as const;

/** What was typed or chosen by question id: ids of options, or one text; nothing in it has been checked. */
export type Answers = Readonly<Record<string, readonly string[]>>;

/** Why an answer cannot be taken. `params` fill the sentence that the page shows. */
export interface AnswerProblem {
	readonly question: string;
	readonly code: 'choice' | 'once' | 'number' | 'long';
	readonly params: Readonly<Record<string, number>>;
}

/** A survey as the people who answer it meet it. */
export interface Offer {
	readonly surveyId: SurveyId;
	readonly regionId: RegionId;
	readonly versionId: QuestionnaireVersionId;
	readonly document: QuestionnaireDocument;
	readonly name: LocalizedText;
	readonly institution: LocalizedText;
	readonly region: LocalizedText;
	readonly audience: Audience;
	readonly state: SurveyState;
	readonly opensAt: Date;
	readonly closesAt: Date;
	readonly closedAt: Date | null;
	/** Asked for at least one language and one variant; in the survey's order. */
	readonly languages: readonly AnswerLanguage[];
	readonly variants: readonly VariantName[];
	readonly minimumGroup: number;
	readonly retentionMonths: number;
	readonly guardianRule: GuardianRule;
	readonly contact: ContactText;
	readonly timeZone: string;
	/** Languages in which the easy-to-read variant was tried with readers. */
	readonly testedIn: readonly AnswerLanguage[];
	/** Whether staff can leave a kiosk with a PIN. */
	readonly hasKioskPin: boolean;
}

/** A way in that exists. */
export interface Way {
	readonly regionId: RegionId;
	readonly tokenSha256: Buffer;
	readonly surveyId: SurveyId;
	readonly kind: LinkKind;
	readonly layout: Layout;
	readonly variant: VariantName;
	readonly language: AnswerLanguage | null;
	readonly limited: boolean;
	/** The answers of today have reached the link's daily limit. */
	readonly full: boolean;
	readonly withdrawn: boolean;
	readonly spent: boolean;
}

/** What became of an answer that was sent. */
export type Outcome = 'stored' | 'stored-late' | 'refused';
