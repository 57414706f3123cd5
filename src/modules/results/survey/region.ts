import { audiences, type QuestionnaireDocument, type SurveySummary } from '../../survey/index.ts';
import { everybody, indexOf, noIndexOf, sharedRange } from './figures.ts';
import { majorOf } from './judge.ts';
import type { RegionGroup, RegionRow } from './region-model.ts';
import type { PublicationRow } from './store.ts';
import { nothingBefore } from './trend.ts';

/** With fewer institutions lowest and highest would be all there is. */
export const fewestForRegion = 3;

/** Puts the surveys of a cycle together by audience and questionnaire; versions with another first number are never compared. Pure. */
export function regionOf(surveys: readonly SurveySummary[], latest: ReadonlyMap<string, PublicationRow>, read: (versionId: string) => QuestionnaireDocument): RegionGroup[] {
	const asked = surveys.map((survey) => ({ survey, publication: latest.get(survey.id), questionnaire: read(latest.get(survey.id)?.document.questionnaire.versionId ?? survey.questionnaireVersionId) }));
	const groups = Map.groupBy(asked, ({ survey, questionnaire }) => `${survey.audience} ${questionnaire.id} ${majorOf(questionnaire.version)}`);
	return [...groups.values()]
		.flatMap((members): RegionGroup[] => {
			const [first] = members;
			if (!first) return [];
			const { questionnaire, survey } = first;
			const rows = members.map((member) => rowOf(member.survey, member.publication, member.questionnaire));
			return [{ audience: survey.audience, questionnaire: { slug: questionnaire.id, title: questionnaire.title, major: majorOf(questionnaire.version) }, range: sharedRange(questionnaire.variants.standard), rows, summary: summaryOf(rows) }];
		})
		.sort((a, b) => audiences.indexOf(a.audience) - audiences.indexOf(b.audience) || a.questionnaire.slug.localeCompare(b.questionnaire.slug));
}

/** Every institution counts once, however many answered there: the mean is made of means that all stand in the table. */
export function summaryOf(rows: readonly Pick<RegionRow, 'index'>[]): RegionGroup['summary'] {
	const means = rows.flatMap(({ index }) => (index ? [index.mean] : []));
	if (means.length < fewestForRegion) return null;
	return { institutions: means.length, mean: means.reduce((sum, mean) => sum + mean, 0) / means.length, low: Math.min(...means), high: Math.max(...means) };
}

function rowOf(survey: SurveySummary, publication: PublicationRow | undefined, questionnaire: QuestionnaireDocument): RegionRow {
	const variant = questionnaire.variants.standard;
	const group = publication?.document.variants.filter((published) => published.variant === 'standard').map(everybody)[0];
	const aim = publication?.document.survey.target ?? null;
	const index = publication && group ? indexOf(variant, group, { population: publication.document.eligible, target: aim === null ? null : Number(aim), before: nothingBefore }) : null;
	return {
		surveyId: survey.id,
		institution: survey.institutionName,
		name: survey.name,
		state: survey.state,
		answering: survey.answering,
		answers: survey.answers,
		eligible: survey.eligible,
		responseRate: survey.responseRate,
		publishedAt: publication?.publishedAt ?? null,
		interim: publication?.reason === 'interim',
		index: index?.figures ?? null,
		target: index?.target ?? null,
		noFigure: index ? null : !publication ? 'not-published' : group ? noIndexOf(variant, group) : 'too-few'
	};
}
