import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { ContactText, GuardianRule } from '../model.ts';
import { defaultSettings, type SurveySettings } from './model.ts';

export async function readSettings(context: Context, lock = false): Promise<SurveySettings> {
	let query = context.tx.selectFrom('survey_settings').selectAll().where('region_id', '=', context.regionId);
	if (lock) query = query.forUpdate();
	const row = await query.executeTakeFirst();
	if (!row) return defaultSettings;
	return { minimumGroup: row.minimum_group, retentionMonths: row.retention_months, guardianRule: row.guardian_rule as GuardianRule, contact: row.contact as ContactText, revision: row.revision };
}

/** Stores the region's rules when nobody has since `revision`; false when somebody has. */
export async function writeSettings(context: Context, settings: SurveySettings): Promise<boolean> {
	const values = { minimum_group: settings.minimumGroup, retention_months: settings.retentionMonths, guardian_rule: settings.guardianRule, contact: JSON.stringify(settings.contact) };
	const done = await context.tx
		.insertInto('survey_settings')
		.values({ region_id: context.regionId, ...values, revision: 1 })
		.onConflict((conflict) => conflict.column('region_id').doUpdateSet({ ...values, revision: sql`survey_settings.revision + 1` }).where('survey_settings.revision', '=', settings.revision))
		.returning('region_id')
		.executeTakeFirst();
	return done !== undefined;
}
