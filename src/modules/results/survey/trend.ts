import { meanFigures, scaleOf, type MeanFigures, type Question, type QuestionnaireDocument, type Variant, type VariantName } from '../../survey/index.ts';
import type { PublicationDocument } from '../publication/model.ts';
import { everybody, isScale, questionFigures } from './figures.ts';
import { compared, majorOf } from './judge.ts';
import type { NoTrend, QuestionFigures, Trend } from './model.ts';
import type { PublicationRow, SurveyRow } from './store.ts';

/** What the figures of one variant can be set beside. */
export interface Before {
	ofQuestion(question: Extract<Question, { kind: 'scale' }>, now: QuestionFigures, population: number | null): Trend;
	/** `items`: ids of the questions that the index is made of. */
	ofIndex(now: MeanFigures, items: readonly string[], population: number | null): Trend;
}

const blank = (reason: NoTrend): Trend => ({ kind: 'blank', reason });

export const nothingBefore: Before = { ofQuestion: () => blank('no-previous'), ofIndex: () => blank('no-previous') };

/** The closed publication of the previous cycle with the questionnaire that it asked. */
export interface Earlier {
	readonly questionnaire: QuestionnaireDocument;
	readonly publication: PublicationDocument;
}

/**
 * Compares with the survey of the same kind in the previous cycle. Another first number of the questionnaire's version
 * says that questions mean something else: then nothing is compared. A question is compared when it had the same id, the
 * same scale and the same direction; the index when all its questions were the same ones.
 */
export function beforeOf(earlier: Earlier | null, now: QuestionnaireDocument, name: VariantName): Before {
	if (!earlier || earlier.questionnaire.id !== now.id) return nothingBefore;
	const [variant, current] = [earlier.questionnaire.variants[name], now.variants[name]];
	const published = earlier.publication.variants.find((candidate) => candidate.variant === name);
	const group = published && everybody(published);
	if (!variant || !current || !group) return nothingBefore;
	if (majorOf(earlier.questionnaire.version) !== majorOf(now.version)) return { ofQuestion: () => blank('changed'), ofIndex: () => blank('changed') };
	const { eligible } = earlier.publication;
	return {
		ofQuestion: (question, figures, population) => {
			const then = variant.questions.find(({ id }) => id === question.id);
			if (!then) return blank('not-asked');
			if (!isScale(then) || then.reversed !== question.reversed || !sameScale(variant, then.battery, current, question.battery)) return blank('changed');
			const old = questionFigures(variant, then, group.questions.find((cell) => cell.question === then.id), group, eligible);
			if (figures.kind !== 'scale' || old.kind !== 'scale') return blank('hidden');
			return compared(figures.figures, old.figures, [population, eligible], question.reversed);
		},
		ofIndex: (figures, items, population) => {
			if (!sameQuestions(variant, current)) return blank('changed');
			if (group.index && !sameIds(items, group.index.items)) return blank('other-items');
			const old = group.index && meanFigures(group.index.n, group.index.sum, group.index.squares, eligible);
			return old ? compared(figures, old, [population, eligible]) : blank('hidden');
		}
	};
}

/** Words may be mended between small versions; what can be chosen and what it counts may not. */
function sameScale(a: Variant, batteryA: string, b: Variant, batteryB: string): boolean {
	const [one, other] = [scaleOf(a, batteryA).options, scaleOf(b, batteryB).options];
	return one.length === other.length && one.every((option, i) => option.id === other[i]?.id && option.value === other[i]?.value);
}

function sameQuestions(a: Variant, b: Variant): boolean {
	const [one, other] = [a.questions.filter(isScale), b.questions.filter(isScale)];
	return one.length === other.length && one.every((question) => other.some((item) => item.id === question.id && item.reversed === question.reversed && sameScale(a, question.battery, b, item.battery)));
}

const sameIds = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((id) => b.includes(id));

/**
 * Chooses among surveys of the previous cycle the one to compare with: same institution, perspective, audience and
 * questionnaire, published last. `closed`: the last publication of each closed survey, by survey.
 */
export async function chooseEarlier(
	survey: Pick<SurveyRow, 'institutionId' | 'perspective' | 'audience'>,
	slug: string,
	candidates: readonly SurveyRow[],
	closed: ReadonlyMap<string, PublicationRow>,
	read: (versionId: string) => Promise<QuestionnaireDocument> | QuestionnaireDocument
): Promise<Earlier | null> {
	const alike = candidates.filter(({ institutionId, perspective, audience }) => institutionId === survey.institutionId && perspective === survey.perspective && audience === survey.audience);
	const [newest] = alike
		.flatMap(({ id }) => closed.get(id) ?? [])
		.filter(({ document }) => document.questionnaire.slug === slug)
		.sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime());
	return newest ? { questionnaire: await read(newest.document.questionnaire.versionId), publication: newest.document } : null;
}
