import { RegionId, SurveyId, QuestionnaireVersionId } from '#platform/ids.ts';
import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { AnswerLanguage, VariantName } from '../questionnaire/model.ts';
import type { ContactText, GuardianRule } from '../model.ts';
import type { SurveyState } from '../lifecycle.ts';
import type { Offer } from './model.ts';

export type OfferRow = Omit<Offer, 'document' | 'testedIn'>;

/** What respondents are told about a survey, or null for one that the region does not have. */
export async function selectOffer(context: Context, surveyId: SurveyId): Promise<OfferRow | null> {
	const row = await context.tx
		.selectFrom('survey as s')
		.innerJoin('institution as i', (join) => join.onRef('i.region_id', '=', 's.region_id').onRef('i.id', '=', 's.institution_id'))
		.innerJoin('region as r', 'r.id', 's.region_id')
		.where('s.region_id', '=', context.regionId)
		.where('s.id', '=', surveyId)
		.select(['s.id', 's.region_id', 's.questionnaire_version_id', 's.name', 's.audience', 's.state', 's.opens_at', 's.closes_at', 's.closed_at', 's.languages', 's.variants'])
		.select(['s.minimum_group', 's.retention_months', 's.guardian_rule', 's.contact', 's.kiosk_pin_hash', 'i.name as institution', 'r.name as region', 'r.time_zone'])
		.executeTakeFirst();
	if (!row) return null;
	return {
		surveyId: SurveyId.parse(row.id),
		regionId: RegionId.parse(row.region_id),
		versionId: QuestionnaireVersionId.parse(row.questionnaire_version_id),
		name: row.name as LocalizedText,
		institution: row.institution as LocalizedText,
		region: row.region as LocalizedText,
		audience: row.audience as Offer['audience'],
		state: row.state as SurveyState,
		opensAt: row.opens_at,
		closesAt: row.closes_at,
		closedAt: row.closed_at,
		languages: row.languages as AnswerLanguage[],
		variants: row.variants as VariantName[],
		minimumGroup: row.minimum_group,
		retentionMonths: row.retention_months,
		guardianRule: row.guardian_rule as GuardianRule,
		contact: row.contact as ContactText,
		timeZone: row.time_zone,
		hasKioskPin: row.kiosk_pin_hash !== null
	};
}
