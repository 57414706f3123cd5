import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Forbidden } from '#platform/errors.ts';
import { inLocale } from '#platform/locale.ts';
import { listCycles } from '#modules/assessment/index.ts';
import { getQuestionnaire, mayRunSurvey, nameFromTitle, openToSurveys, surveySettings, targetRange, timeOf, variantNames, type Survey } from '#modules/survey/index.ts';
import { listInstitutions } from '#modules/territory/index.ts';

/** The institutions that the actor runs surveys of. Forbidden for who runs none. */
export async function ownInstitutions(context: Context): Promise<{ value: string; text: string }[]> {
	const own = (await listInstitutions(context)).filter((institution) => mayRunSurvey(context.actor, institution.id));
	if (own.length === 0 && !mayRunSurvey(context.actor, '')) throw new Forbidden();
	return own.map((institution) => ({ value: institution.id as string, text: inLocale(institution.name, context.locale) }));
}

/** The cycles that a survey may belong to; `own` is the one it belongs to already. */
export async function cycleChoices(context: Context, own: string | null = null): Promise<{ value: string; text: string }[]> {
	return openToSurveys(await listCycles(context), own).map((cycle) => ({ value: cycle.id as string, text: inLocale(cycle.name, context.locale) }));
}

/** The cycle that a new survey most likely belongs to: the open one, where there is exactly one. */
export async function currentCycle(context: Context): Promise<string | null> {
	const [open, another] = (await listCycles(context)).filter((cycle) => cycle.state === 'open');
	return open && !another ? open.id : null;
}

/** What the fields of a survey offer for one questionnaire, and what they hold in the beginning. */
export async function surveyFields(context: Context, questionnaireId: string, survey: Survey | null) {
	const [{ id, version, document }, settings] = [await getQuestionnaire(context, questionnaireId), await surveySettings(context)];
	const easy = document.variants.easy !== undefined;
	const today = context.now;
	return {
		questionnaire: { id: id as string, title: nameFromTitle(document.title), version, audience: document.audience },
		offered: { languages: [...new Set(variantNames.flatMap((name) => document.variants[name]?.languages ?? []))], variants: variantNames.filter((name) => name === 'standard' || easy), range: targetRange(document) },
		least: settings.minimumGroup,
		value: {
			name: survey?.name ?? nameFromTitle(document.title),
			opensOn: dayOf(survey?.opensAt ?? today),
			opensTime: survey ? timeOf(survey.opensAt) : '08:00',
			closesOn: dayOf(survey?.closesAt ?? new Date(today.getTime() + 28 * 86_400_000)),
			closesTime: survey ? timeOf(survey.closesAt) : '18:00',
			eligible: survey?.eligible ?? null,
			target: survey?.target ?? null,
			languages: survey?.languages ?? document.variants.standard.languages,
			variants: survey?.variants ?? variantNames.filter((name) => name === 'standard' || easy),
			layout: survey?.layout ?? 'page',
			minimumGroup: survey?.minimumGroup ?? settings.minimumGroup,
			contact: survey?.contact ?? settings.contact,
			eraseAddresses: survey?.eraseAddresses ?? true
		}
	};
}
