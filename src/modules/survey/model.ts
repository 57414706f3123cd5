import type { CycleId, InstitutionId, QuestionnaireVersionId, SurveyId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { AnswerLanguage, Audience, Perspective, VariantName } from './questionnaire/model.ts';
import type { SurveyState } from './lifecycle.ts';

export const layouts = ['page', 'steps'] as const;
/** All questions on one page, or one question a page. */
export type Layout = (typeof layouts)[number];
export const linkKinds = ['one-time', 'open', 'kiosk'] as const;
export type LinkKind = (typeof linkKinds)[number];
export const channels = ['one-time', 'open', 'kiosk', 'paper', 'import'] as const;
export type Channel = (typeof channels)[number];
/** Who helped to answer: nobody, a relative, staff of the institution, an independent person. */
export const assistances = ['no', 'relative', 'staff', 'independent'] as const;
export type Assistance = (typeof assistances)[number];
export const guardianRules = ['ask-before', 'held-by-institution', 'not-required'] as const;
/** How a region secures the guardian's consent before a child answers. */
export type GuardianRule = (typeof guardianRules)[number];

/** Text in the languages of answering; pages for respondents show the one they answer in. */
export type ContactText = Partial<Record<AnswerLanguage, string>>;

/** A questionnaire offered to one group of one institution in one period. */
export interface Survey {
	readonly id: SurveyId;
	readonly institutionId: InstitutionId;
	readonly cycleId: CycleId | null;
	readonly questionnaireVersionId: QuestionnaireVersionId;
	readonly perspective: Perspective;
	readonly audience: Audience;
	readonly name: LocalizedText;
	readonly state: SurveyState;
	readonly opensAt: Date;
	readonly closesAt: Date;
	readonly closedAt: Date | null;
	/** How many people may answer; null while nobody counted them. */
	readonly eligible: number | null;
	/** The mean that the institution aims for, on the questionnaire's own scale, as a decimal text. */
	readonly target: string | null;
	readonly layout: Layout;
	readonly languages: readonly AnswerLanguage[];
	readonly variants: readonly VariantName[];
	/** k: fewer answers than this give no figure. */
	readonly minimumGroup: number;
	readonly retentionMonths: number;
	readonly guardianRule: GuardianRule;
	readonly contact: ContactText;
	readonly eraseAddresses: boolean;
	readonly hasKioskPin: boolean;
	readonly invited: number;
	readonly remindedOn: string | null;
	readonly createdAt: Date;
	readonly answersDeletedAt: Date | null;
	readonly revision: number;
}

/** One filled form on its way into the store: nothing in it tells who or when. */
export interface NewResponse {
	readonly variant: VariantName;
	readonly channel: Channel;
	readonly assisted: Assistance;
	/** One entry per closed question of the variant, see `survey_response.choices`. */
	readonly choices: readonly (number | null)[];
	/** Free texts by question id; empty ones are left out. */
	readonly texts: Readonly<Record<string, string>>;
}
