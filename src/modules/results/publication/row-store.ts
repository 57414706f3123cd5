import type { Context } from '#platform/context.ts';
import type { assistances, channels, VariantName } from '../../survey/index.ts';

export interface ResponseRow {
	readonly variant: VariantName;
	readonly channel: (typeof channels)[number];
	readonly assisted: (typeof assistances)[number];
	readonly choices: readonly (number | null)[];
}

/** All answers of a survey without anything that tells a day; the caller has asked the policy and shuffles them. */
export async function selectResponses(context: Context, surveyId: string): Promise<ResponseRow[]> {
	const rows = await context.tx.selectFrom('survey_response').select(['variant', 'channel', 'assisted', 'choices']).where('region_id', '=', context.regionId).where('survey_id', '=', surveyId).execute();
	return rows as unknown as ResponseRow[];
}
