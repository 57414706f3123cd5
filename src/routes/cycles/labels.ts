import { m } from '#i18n/text.ts';

/** The names of a cycle's fields, for the list of errors. */
export const cycleLabels = (): Record<string, string> => ({
	name_lv: m.cycle_name_lv(),
	name_lt: m.cycle_name_lt(),
	name_en: m.cycle_name_en(),
	methodology: m.cycle_methodology(),
	institutions: m.cycle_institutions(),
	starts_on: m.cycle_starts_on(),
	ends_on: m.cycle_ends_on(),
	previous_cycle_id: m.cycle_previous()
});
