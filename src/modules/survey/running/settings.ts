import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid } from '#platform/errors.ts';
import { mayKeepQuestionnaires } from '../policy.ts';
import type { SurveySettings } from './model.ts';
import { checkSettings } from './rules.ts';
import { writeSettings } from './settings-store.ts';

/**
 * Decides the rules of the region's surveys. They hold for surveys made from now on; those that exist keep theirs.
 * Forbidden for who does not run the region; Conflict when somebody saved since `revision` (0: nobody ever did).
 */
export async function saveSurveySettings(context: Context, settings: SurveySettings): Promise<void> {
	if (!mayKeepQuestionnaires(context.actor)) throw new Forbidden();
	const problems = checkSettings(settings);
	if (Object.keys(problems).length > 0) throw new Invalid(problems);
	if (!(await writeSettings(context, settings))) throw new Conflict('survey_changed_elsewhere');
	const { minimumGroup, retentionMonths, guardianRule, contact } = settings;
	await audit(context, { action: 'survey.settings_saved', subject: { kind: 'survey_settings', id: context.regionId }, after: { minimumGroup, retentionMonths, guardianRule, contact } });
}
