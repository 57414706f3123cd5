import type { LocalizedText } from '#platform/locale.ts';
import type { AnswerLanguage, VariantName } from '../questionnaire/model.ts';
import type { AnsweringState, SurveyAction } from '../lifecycle.ts';
import type { ContactText, GuardianRule, Layout, LinkKind, Survey } from '../model.ts';

/** What a region decided for all its surveys. */
export interface SurveySettings {
	/** k: no survey of the region may publish figures of fewer answers. */
	readonly minimumGroup: number;
	/** How long raw answers are kept after closing. */
	readonly retentionMonths: number;
	readonly guardianRule: GuardianRule;
	readonly contact: ContactText;
	readonly revision: number;
}

/** The product's own values, which hold until a region decides otherwise. */
export const defaultSettings: SurveySettings = { minimumGroup: 5, retentionMonths: 12, guardianRule: 'ask-before', contact: {}, revision: 0 };

/** Everything of a survey but its institution; what is left out comes from the questionnaire and the region's settings. */
export interface SurveyPlan {
	readonly cycleId: string | null;
	readonly questionnaireVersionId: string;
	/** The questionnaire's title unless given. */
	readonly name?: LocalizedText;
	readonly opensAt: Date;
	readonly closesAt: Date;
	readonly eligible?: number | null;
	/** A decimal with a point, on the questionnaire's own scale. */
	readonly target?: string | null;
	readonly layout?: Layout;
	readonly languages: readonly AnswerLanguage[];
	readonly variants: readonly VariantName[];
	/** At least the region's minimum. */
	readonly minimumGroup?: number;
	readonly contact?: ContactText;
	readonly eraseAddresses?: boolean;
}

export interface SurveyInput extends SurveyPlan {
	readonly institutionId: string;
}

/** A survey in a list, with what is counted live: the number of answers and nothing else. */
export interface SurveySummary extends Survey {
	readonly institutionName: LocalizedText;
	readonly institutionSlug: string;
	readonly cycleName: LocalizedText | null;
	readonly answering: AnsweringState;
	/** Whole days until it closes, counted in calendar days; negative afterwards. */
	readonly daysLeft: number;
	readonly answers: number;
	/** Answers of those who may answer, 0 to 1; null while nobody counted them. */
	readonly responseRate: number | null;
	/** The actor runs it; otherwise the actor only follows it. */
	readonly mayRun: boolean;
}

/** Links made together: one open link, one kiosk, the letters of one printing or one mailing. */
export interface LinkBatch {
	readonly batch: string;
	readonly kind: LinkKind;
	readonly variant: VariantName;
	readonly language: AnswerLanguage | null;
	readonly layout: Layout;
	readonly dailyLimit: number | null;
	readonly count: number;
	readonly withdrawnOn: string | null;
}

/** The control page of one survey. */
export interface SurveyView extends SurveySummary {
	readonly questionnaire: { readonly title: LocalizedText; readonly version: string };
	/** What the actor may do now; empty for who only follows it. */
	readonly actions: readonly SurveyAction[];
	/** Results are published: the survey stays, whatever becomes of its answers. */
	readonly published: boolean;
	/** How many answers give a share to within five percentage points; null while nobody counted who may answer. */
	readonly needed: number | null;
	readonly links: readonly LinkBatch[];
	readonly addresses: { readonly waiting: number; readonly sent: number };
	/** Languages of the survey in which nothing says whom to tell about harm. */
	readonly contactMissing: readonly AnswerLanguage[];
}

export interface OneTimeLinkOptions {
	readonly variant?: VariantName;
	readonly language?: AnswerLanguage | null;
	readonly layout?: Layout;
}
