import { m } from '#i18n/text.ts';

/** The names of a survey's fields, for the list of errors. */
export const surveyLabels = (): Record<string, string> => ({
	institutions: m.survey_institutions(),
	cycle: m.survey_cycle(),
	name_lv: m.survey_name_lv(),
	name_lt: m.survey_name_lt(),
	name_en: m.survey_name_en(),
	opens_on: m.survey_opens_on(),
	opens_time: m.survey_opens_time(),
	closes_on: m.survey_closes_on(),
	closes_time: m.survey_closes_time(),
	eligible: m.survey_eligible(),
	target: m.survey_target(),
	languages: m.survey_languages(),
	variants: m.survey_variants(),
	layout: m.survey_layout(),
	minimum_group: m.survey_minimum_group(),
	contact_lv: `${m.survey_contact_title()}, ${m.survey_contact_lv()}`,
	contact_lt: `${m.survey_contact_title()}, ${m.survey_contact_lt()}`,
	contact_en: `${m.survey_contact_title()}, ${m.survey_contact_en()}`,
	contact_ru: `${m.survey_contact_title()}, ${m.survey_contact_ru()}`,
	erase_addresses: m.survey_erase_addresses()
});
