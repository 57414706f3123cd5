import { m } from '#i18n/text.ts';
import type { AnswerLanguage, Assistance, Pass, SheetState, VariantName } from '#modules/survey/index.ts';
import { inLocale, type Locale, type LocalizedText } from '#platform/locale.ts';

export const wordingName = (variant: VariantName): string => ({ standard: m.paper_form_standard, easy: m.paper_form_easy })[variant]();
export const languageName = (language: AnswerLanguage): string => ({ lv: m.paper_language_lv, lt: m.paper_language_lt, en: m.paper_language_en, ru: m.paper_language_ru })[language]();
export const roundName = (pass: Pass): string => (pass === 1 ? m.paper_round_first() : m.paper_round_second());
export const stateName = (state: SheetState): string => ({ agrees: m.paper_state_agrees, differs: m.paper_state_differs, once: m.paper_state_once, orphan: m.paper_state_orphan })[state]();
export const helpName = (assisted: Assistance): string => ({ no: m.paper_help_no, relative: m.paper_help_relative, staff: m.paper_help_staff, independent: m.paper_help_independent })[assisted]();

interface Crumb {
	href: string;
	text: string;
}

interface Named {
	readonly id: string;
	readonly name: LocalizedText;
}

/** The way to a page of a survey: all surveys, the survey. */
export const surveyCrumbs = ({ id, name }: Named, locale: Locale): Crumb[] => [
	{ href: '/surveys', text: m.paper_surveys() },
	{ href: `/surveys/${id}`, text: inLocale(name, locale) }
];
export const entryCrumbs = (survey: Named, locale: Locale): Crumb[] => [...surveyCrumbs(survey, locale), { href: `/surveys/${survey.id}/enter`, text: m.paper_enter_title() }];
export const batchCrumbs = (survey: Named, batch: string, locale: Locale): Crumb[] => [...entryCrumbs(survey, locale), { href: `${batchPath(survey.id, batch)}/finish`, text: m.paper_batch_crumb({ batch }) }];

export const batchPath = (surveyId: string, batch: string): string => `/surveys/${surveyId}/enter/${encodeURIComponent(batch)}`;
export const sheetPath = (surveyId: string, batch: string, pass: Pass, sheet: number | null, more: Readonly<Record<string, string>> = {}): string =>
	`${batchPath(surveyId, batch)}?${new URLSearchParams({ pass: String(pass), ...(sheet === null ? {} : { sheet: String(sheet) }), ...more })}`;
