import type { MethodologyDocument, MethodologyNode } from '../../methodology/index.ts';
import { placedNodes } from '../../methodology/index.ts';
import { responseRate, variantOf, type QuestionnaireDocument } from '../../survey/index.ts';
import { everybody, indexOf, noIndexOf } from './figures.ts';
import type { NoTrend } from './model.ts';
import type { PerceptionFact } from './perception-model.ts';
import type { PublicationRow, SurveyRow } from './store.ts';
import { beforeOf, type Earlier } from './trend.ts';

/**
 * The nodes of a methodology that a questionnaire informs: those fed by surveys of its perspective (managers are people of
 * the organisation like staff). Where the questionnaire is mapped to this methodology, one of its questions must be mapped to the node.
 */
export function nodesFedBy(questionnaire: QuestionnaireDocument, methodology: Pick<MethodologyDocument, 'id' | 'nodes'>): MethodologyNode[] {
	const perspective = questionnaire.perspective === 'managers' ? 'staff' : questionnaire.perspective;
	const fed = placedNodes(methodology).flatMap(({ node }) => (node.source === 'survey' && node.perspective === perspective ? [node] : []));
	const maps = Object.values(questionnaire.variants).flatMap((variant) => variant?.questions.flatMap((question) => question.maps.filter((map) => map.methodology === methodology.id)) ?? []);
	return maps.length === 0 ? fed : fed.filter(({ id }) => maps.some(({ node }) => node === id));
}

/** The facts of one survey for one node, one for each variant. Pure. */
export function factsOf(nodeId: string, survey: SurveyRow, questionnaire: QuestionnaireDocument, publication: PublicationRow | undefined, earlier: Earlier | null): PerceptionFact[] {
	const common = { nodeId, surveyId: survey.id, name: survey.name, perspective: survey.perspective, audience: survey.audience };
	const blank = (reason: NoTrend) => ({ kind: 'blank', reason }) as const;
	if (!publication) {
		return [{ ...common, variant: 'standard', publication: null, responses: null, eligible: null, responseRate: null, index: null, noFigure: 'not-published', target: null, questions: null, trend: blank('hidden') }];
	}
	const { eligible, variants, responses } = publication.document;
	const { number, reason, publishedAt } = publication;
	const facts = variants.flatMap((published): PerceptionFact[] => {
		const variant = variantOf(questionnaire, published.variant);
		const group = everybody(published);
		if (!variant || !group) return [];
		const aim = publication.document.survey.target;
		const index = indexOf(variant, group, { population: eligible, target: published.variant === 'standard' && aim !== null ? Number(aim) : null, before: beforeOf(earlier, questionnaire, published.variant) });
		return [
			{
				...common,
				variant: published.variant,
				publication: { number, reason, publishedAt },
				responses: group.responses,
				eligible,
				responseRate: responseRate(responses, eligible),
				index: index && { figures: index.figures, range: index.range },
				noFigure: index ? null : noIndexOf(variant, group),
				target: index?.target ?? null,
				questions: index?.questions ?? null,
				trend: index?.trend ?? blank('hidden')
			}
		];
	});
	// The rate is the whole survey's: beside each variant it would look like that of the variant.
	return facts.map((fact, place) => (place === 0 ? fact : { ...fact, responseRate: null }));
}
