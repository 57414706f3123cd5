import { placedNodes, type MethodologyDocument } from '../../methodology/index.ts';
import { audiences, differenceOfMeans, figuresOfMoments, type Audience, type MeanFigures, type QuestionnaireDocument } from '../../survey/index.ts';
import { everybody, isScale, questionFigures, rangeOfQuestion } from './figures.ts';
import type { Gap, GapPage, GapPair, View } from './gap-model.ts';
import { turned } from './judge.ts';
import type { Range } from './model.ts';
import type { PublicationRow, SurveyRow } from './store.ts';

/**
 * The mean of several questions that the same people answered. How their answers hang together is not published, so the
 * standard error is the mean of theirs, which the true one never exceeds. Null for no question.
 */
export function meanOfQuestions(items: readonly MeanFigures[], population: number | null): MeanFigures | null {
	if (items.length === 0) return null;
	const over = (of: (figures: MeanFigures) => number) => items.reduce((sum, item) => sum + of(item), 0) / items.length;
	const n = Math.min(...items.map((item) => item.n));
	const known = items.every(({ sd }) => sd !== null);
	const error = over((item) => (item.sd ?? 0) / Math.sqrt(item.n));
	return figuresOfMoments({ n, mean: over(({ mean }) => mean), variance: known ? error ** 2 * n : null }, population);
}

/** Sets two views beside each other, the higher one first. */
export function pairOf(a: View, b: View): GapPair {
	const [high, low] = a.figures.mean >= b.figures.mean ? [a, b] : [b, a];
	const difference = differenceOfMeans(high.figures, low.figures, [high.population, low.population]);
	return { higher: high.audience, lower: low.audience, difference, clear: difference.ci95 !== null && difference.ci95[0] > 1e-9 };
}

const byWidth = (a: GapPair, b: GapPair): number => Number(b.clear) - Number(a.clear) || b.difference.difference - a.difference.difference;

/** Puts the audiences of one institution beside each other at every node that at least two of them were asked about on the same range. */
export function gapsOf(methodology: MethodologyDocument, surveys: readonly SurveyRow[], latest: ReadonlyMap<string, PublicationRow>, read: (versionId: string) => QuestionnaireDocument): Pick<GapPage, 'voices' | 'silent' | 'gaps'> {
	const heard = newestOfEachAudience(surveys, latest);
	const views = new Map<string, { nodeId: string; range: Range; views: View[] }>();
	for (const { survey, publication } of heard) {
		const questionnaire = read(publication.document.questionnaire.versionId);
		for (const { nodeId, range, view } of viewsOf(methodology.id, survey, publication, questionnaire)) {
			const key = `${nodeId} ${range.low} ${range.high}`;
			const found = views.get(key) ?? { nodeId, range, views: [] };
			found.views.push(view);
			views.set(key, found);
		}
	}
	const titles = new Map(placedNodes(methodology).map(({ node }, place) => [node.id, { place, title: node.title ?? node.text ?? {}, titled: node.title !== undefined }]));
	const comparable = [...views.values()].filter((found) => found.views.length > 1 && titles.has(found.nodeId)).sort((a, b) => (titles.get(a.nodeId)?.place ?? 0) - (titles.get(b.nodeId)?.place ?? 0));
	// A requirement and its sub-criterion may be asked about by the very same questions: the one that stands above is kept.
	const asked = new Map(comparable.toReversed().map((found) => [found.views.map(({ surveyId, questions }) => `${surveyId} ${questions.map(({ id }) => id).join(' ')}`).join('; '), found]));
	const gaps = [...asked.values()].toReversed().flatMap((found): Gap[] => {
		const pairs = found.views.flatMap((a, i) => found.views.slice(i + 1).map((b) => pairOf(a, b))).sort(byWidth);
		const [widest] = pairs;
		return widest ? [{ nodeId: found.nodeId, title: titles.get(found.nodeId)?.title ?? {}, titled: titles.get(found.nodeId)?.titled ?? false, range: found.range, views: found.views, widest, pairs }] : [];
	});
	const told = new Set([...views.values()].flatMap((found) => found.views.map(({ audience }) => audience)));
	return {
		voices: heard.filter(({ survey }) => told.has(survey.audience)).map(({ survey, publication }) => ({ surveyId: survey.id, audience: survey.audience, name: survey.name, responses: publication.document.responses, eligible: publication.document.eligible })),
		silent: surveys.filter(({ audience }) => !told.has(audience)).map(({ id, audience, name }) => ({ surveyId: id, audience, name, reason: latest.has(id) ? 'too-few' : 'not-published' })),
		gaps: gaps.sort((a, b) => byWidth(a.widest, b.widest))
	};
}

function newestOfEachAudience(surveys: readonly SurveyRow[], latest: ReadonlyMap<string, PublicationRow>): { survey: SurveyRow; publication: PublicationRow }[] {
	const published = surveys.flatMap((survey) => {
		const publication = latest.get(survey.id);
		return publication ? [{ survey, publication }] : [];
	});
	return audiences.flatMap((audience: Audience) =>
		published.filter(({ survey }) => survey.audience === audience).sort((a, b) => b.publication.publishedAt.getTime() - a.publication.publishedAt.getTime()).slice(0, 1)
	);
}

/** What one survey's standard variant says about each node that its questions are mapped to, by range. */
function viewsOf(methodologyId: string, survey: SurveyRow, { document }: PublicationRow, questionnaire: QuestionnaireDocument): { nodeId: string; range: Range; view: View }[] {
	const variant = questionnaire.variants.standard;
	const group = document.variants.filter((published) => published.variant === 'standard').map(everybody)[0];
	if (!group) return [];
	const told = variant.questions.filter(isScale).flatMap((question) => {
		const range = rangeOfQuestion(variant, question);
		const figures = questionFigures(variant, question, group.questions.find((cell) => cell.question === question.id), group, document.eligible);
		if (figures.kind !== 'scale') return [];
		return question.maps.filter(({ methodology }) => methodology === methodologyId).map(({ node }) => ({ node, range, question, figures: turned(figures.figures, range, question.reversed) }));
	});
	const byNode = Map.groupBy(told, ({ node, range }) => `${node} ${range.low} ${range.high}`);
	return [...byNode.values()].flatMap((items) => {
		const [first] = items;
		const figures = meanOfQuestions(items.map((item) => item.figures), document.eligible);
		if (!first || !figures) return [];
		return [{ nodeId: first.node, range: first.range, view: { audience: survey.audience, surveyId: survey.id, figures, population: document.eligible, questions: items.map(({ question }) => ({ id: question.id, text: question.text, reversed: question.reversed })) } }];
	});
}
