import { currentLocale, messageOf } from '#i18n/text.ts';
import { dayInSentence } from '#i18n/format.ts';
import { dayOf } from '#platform/clock.ts';
import { timeOf, type AnswerLanguage, type SurveySummary, type VariantName } from '#modules/survey/index.ts';

export type ShownState = 'draft' | 'scheduled' | 'open' | 'grace' | 'closed' | 'emptied';

/** What a survey's tag says: its state, refined by its dates. */
export function shownState(survey: Pick<SurveySummary, 'state' | 'answering' | 'answersDeletedAt'>): ShownState {
	if (survey.state === 'draft') return 'draft';
	if (survey.answersDeletedAt !== null) return 'emptied';
	if (survey.answering === 'not-yet-open') return 'scheduled';
	return survey.answering;
}

/** The tone of a state's tag; the words beside it say the same. */
export const surveyTone = { draft: 'neutral', scheduled: 'neutral', open: 'info', grace: 'warning', closed: 'good', emptied: 'neutral' } as const satisfies Record<ShownState, string>;

export const languageName = (language: AnswerLanguage): string => messageOf(`survey_language_${language}`);
export const variantName = (variant: VariantName): string => messageOf(`survey_variant_${variant}`);
/** Several languages inside a sentence; only English writes them with capitals. */
export const languageNames = (languages: readonly AnswerLanguage[]): string => languages.map((language) => (currentLocale() === 'en' ? languageName(language) : languageName(language).toLowerCase())).join(', ');
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A day short enough for a column of a table. */
export const shortDay = (instant: Date): string => (currentLocale() === 'en' ? new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'Europe/Riga' }).format(instant) : currentLocale() === 'lt' ? dayOf(instant) : dayInSentence(dayOf(instant)));

/** A moment inside a sentence, in the time of Latvia and Lithuania. */
export function momentInSentence(instant: Date): string {
	const day = dayInSentence(dayOf(instant));
	const time = timeOf(instant);
	return { lv: `${day} plkst. ${time}`, lt: `${day} ${time} val.`, en: `${day}, ${time}` }[currentLocale()];
}
