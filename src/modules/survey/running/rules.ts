import type { FieldError } from '#platform/errors.ts';
import { dayOf } from '#platform/clock.ts';
import { locales, type LocalizedText } from '#platform/locale.ts';
import type { AnswerLanguage, QuestionnaireDocument } from '../questionnaire/model.ts';
import { rangeOf } from '../questionnaire/rules.ts';
import type { Survey } from '../model.ts';
import { graceAfterClosing } from '../lifecycle.ts';
import type { SurveyPlan, SurveySettings } from './model.ts';

const dayLength = 86_400_000;
const timeZone = 'Europe/Riga';

/** Whole days from one instant's calendar day to another's; negative when the second is earlier. */
export const daysBetween = (from: Date, to: Date): number => Math.round((Date.parse(`${dayOf(to)}T00:00:00Z`) - Date.parse(`${dayOf(from)}T00:00:00Z`)) / dayLength);

/**
 * The instant of a day (`YYYY-MM-DD`) and a time (`HH:MM`) in the time of Latvia and Lithuania; null when one of them is
 * none. A time that the clock skips in spring becomes the hour after it. Example: `instantOf('2026-11-22', '09:00')` is 07:00 UTC.
 */
export function instantOf(day: string, time: string): Date | null {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null;
	const asUtc = Date.parse(`${day}T${time}:00Z`);
	if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 10) !== day) return null;
	// The offset is looked up twice: near a change of the clock the first guess may lie on the other side of it.
	const first = asUtc - offsetAt(asUtc);
	return new Date(asUtc - offsetAt(first));
}

function offsetAt(instant: number): number {
	const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant);
	return Date.parse(`${parts.replace(' ', 'T')}Z`) - Math.floor(instant / 1000) * 1000;
}

/** The time of day of an instant (`HH:MM`) in Latvia and Lithuania. */
export const timeOf = (instant: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' }).format(instant);

/** The instant from which no answer is taken any more: an hour after the survey ended. */
export function answersEndAt(survey: Pick<Survey, 'closesAt' | 'closedAt'>): Date {
	const end = survey.closedAt !== null && survey.closedAt < survey.closesAt ? survey.closedAt : survey.closesAt;
	return new Date(end.getTime() + graceAfterClosing);
}

/** The day from which the raw answers of a closed survey must be gone: its end plus the months they are kept. */
export function answersKeptUntil(survey: Pick<Survey, 'closesAt' | 'closedAt' | 'retentionMonths'>): string {
	const [year = 0, month = 1, day = 1] = dayOf(survey.closedAt ?? survey.closesAt).split('-').map(Number);
	const months = year * 12 + (month - 1) + survey.retentionMonths;
	const [y, m] = [Math.floor(months / 12), months % 12];
	// 31 August plus six months is the last day of February.
	const last = new Date(Date.UTC(y, m + 1, 0)).getUTCDate();
	return new Date(Date.UTC(y, m, Math.min(day, last))).toISOString().slice(0, 10);
}

/** A questionnaire's title in the languages in which the product names things. */
export const nameFromTitle = (title: Partial<Record<string, string>>): LocalizedText =>
	Object.fromEntries(locales.flatMap((locale) => (title[locale] === undefined ? [] : [[locale, title[locale]]])));

/** The lowest and highest value over the scales of a questionnaire's batteries; null when it has none. */
export function targetRange(document: QuestionnaireDocument): { low: number; high: number } | null {
	const { standard } = document.variants;
	const options = standard.batteries.flatMap((battery) => standard.scales[battery.scale]?.options ?? []).filter((option) => option.value !== null);
	return options.length === 0 ? null : rangeOf(options);
}

/** Languages of a survey in which nothing says whom to tell when somebody has been hurt. */
export const missingContact = ({ languages, contact }: Pick<Survey, 'languages' | 'contact'>): AnswerLanguage[] => languages.filter((language) => !contact[language]?.trim());

/** True when even the answers of everybody would be too few for any figure. */
export const isTooSmall = ({ eligible, minimumGroup }: Pick<Survey, 'eligible' | 'minimumGroup'>): boolean => eligible !== null && eligible < minimumGroup;

/** Up to so many people a sample saves nothing: nearly all would be needed, so everybody is asked. */
export const mostAskedAll = 30;

/** Cycles that a survey may still belong to: not the ended and cancelled ones, but always its own. */
export const openToSurveys = <Cycle extends { readonly id: string; readonly state: string }>(cycles: readonly Cycle[], own: string | null = null): Cycle[] =>
	cycles.filter(({ id, state }) => id === own || (state !== 'closed' && state !== 'cancelled'));

export const smallestGroup = 3;
export const largestGroup = 50;
const mostEligible = 1_000_000;

/** What is wrong with a survey, by field of its form, given its questionnaire and the region's rules. */
export function checkSurveyPlan(plan: SurveyPlan, document: QuestionnaireDocument, settings: SurveySettings): Record<string, FieldError> {
	const problems: Record<string, FieldError> = {};
	if (plan.name !== undefined && !Object.values(plan.name).some((text) => text.trim() !== '')) problems['name_lv'] = { code: 'survey_name_missing' };
	if (plan.closesAt <= plan.opensAt) problems['closes_on'] = { code: 'survey_closes_before_opening' };
	if (plan.eligible !== undefined && plan.eligible !== null && !(Number.isInteger(plan.eligible) && plan.eligible >= 1 && plan.eligible <= mostEligible)) problems['eligible'] = { code: 'survey_eligible_wrong', params: { max: mostEligible } };
	const k = plan.minimumGroup ?? settings.minimumGroup;
	if (!Number.isInteger(k) || k < settings.minimumGroup || k > largestGroup) problems['minimum_group'] = { code: 'survey_minimum_group_wrong', params: { min: settings.minimumGroup, max: largestGroup } };
	return { ...problems, ...checkWording(plan, document), ...checkTarget(plan.target ?? null, document) };
}

function checkWording(plan: SurveyPlan, document: QuestionnaireDocument): Record<string, FieldError> {
	const offered = (name: (typeof plan.variants)[number]): readonly AnswerLanguage[] => document.variants[name]?.languages ?? [];
	if (plan.variants.length === 0) return { variants: { code: 'survey_variants_missing' } };
	if (plan.variants.some((name) => document.variants[name] === undefined)) return { variants: { code: 'survey_variant_not_offered' } };
	if (plan.languages.length === 0) return { languages: { code: 'survey_languages_missing' } };
	const unknown = plan.languages.filter((language) => !plan.variants.some((name) => offered(name).includes(language)));
	if (unknown.length > 0) return { languages: { code: 'survey_language_not_offered', params: { languages: unknown.join(', ') } } };
	if (plan.variants.some((name) => !plan.languages.some((language) => offered(name).includes(language)))) return { variants: { code: 'survey_variant_without_language' } };
	return {};
}

function checkTarget(target: string | null, document: QuestionnaireDocument): Record<string, FieldError> {
	if (target === null) return {};
	const range = targetRange(document);
	if (range === null) return { target: { code: 'survey_target_without_scale' } };
	const fits = /^\d{1,4}(\.\d{1,2})?$/.test(target) && Number(target) >= range.low && Number(target) <= range.high;
	return fits ? {} : { target: { code: 'survey_target_wrong', params: { min: range.low, max: range.high } } };
}

/** What is wrong with the region's rules for surveys, by field. */
export function checkSettings(settings: Omit<SurveySettings, 'revision'>): Record<string, FieldError> {
	const between = (value: number, low: number, high: number) => Number.isInteger(value) && value >= low && value <= high;
	return {
		...(between(settings.minimumGroup, smallestGroup, largestGroup) ? {} : { minimum_group: { code: 'survey_minimum_group_wrong', params: { min: smallestGroup, max: largestGroup } } }),
		...(between(settings.retentionMonths, 1, 120) ? {} : { retention_months: { code: 'survey_retention_wrong' } })
	};
}
