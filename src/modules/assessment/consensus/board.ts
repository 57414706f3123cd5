import type { Context } from '#platform/context.ts';
import { Forbidden } from '#platform/errors.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { Ratio } from '#platform/ratio.ts';
import { evaluationOf, findNode, getVersion, scoredNodes, type Evaluation, type Scale } from '../../methodology/index.ts';
import { loadAssessment, type AssessmentHead } from '../access.ts';
import { namesOf } from '../evidence/store.ts';
import type { Judgement } from '../model.ts';
import { readAssessorsOf } from '../scoring/store.ts';
import type { OpenedScore, StoredAgreement } from './model.ts';
import { availableActions, loadOpened, ofInstitution, type ConsensusAction } from './policy.ts';
import { openedScores } from './queries.ts';
import { byDisagreement, scoreOrNull, spreadOf, type Spread } from './rules.ts';
import { readAgreements, readCourse, type Course } from './store.ts';

/** An assessor as the pages of consensus name them. */
export interface Assessor {
	readonly id: string;
	readonly name: string;
	readonly kind: 'member' | 'evaluator';
	readonly finished: boolean;
	readonly leftOut: boolean;
	readonly leftOutReason: string | null;
}

export interface ConsensusFrame {
	readonly assessment: AssessmentHead;
	readonly institution: LocalizedText;
	readonly cycle: LocalizedText;
	readonly course: Course;
	readonly actions: readonly ConsensusAction[];
	readonly assessors: readonly Assessor[];
}

/** One individual score on the board. */
export interface BoardPoint {
	readonly assessorId: string;
	readonly assessorName: string;
	readonly kind: 'member' | 'evaluator';
	readonly leftOut: boolean;
	readonly judgement: Judgement;
	/** Null unless it was judged. */
	readonly value: Ratio | null;
	readonly changedAfterOpening: boolean;
}

export interface BoardRow {
	readonly nodeId: string;
	readonly title: LocalizedText;
	readonly topId: string;
	readonly topTitle: LocalizedText;
	readonly evaluation: Evaluation;
	readonly scale: Scale;
	readonly points: readonly BoardPoint[];
	readonly spread: Spread;
	readonly agreed: { readonly judgement: Judgement; readonly value: Ratio | null; readonly dissent: number } | null;
	/** A member changed a score after this was agreed. */
	readonly outdated: boolean;
}

export interface ConsensusBoard extends ConsensusFrame {
	/** Every node, biggest disagreement first. */
	readonly rows: readonly BoardRow[];
	readonly tops: readonly { readonly id: string; readonly title: LocalizedText }[];
	readonly agreedCount: number;
}

/** What surrounds every page of consensus; before opening too, when it says who has finished and nothing more. */
async function frame(context: Context, assessment: AssessmentHead): Promise<ConsensusFrame> {
	const assessors = await readAssessorsOf(context, assessment.id);
	return {
		assessment,
		...(await namesOf(context, assessment)),
		course: await readCourse(context, assessment.id),
		actions: availableActions(assessment),
		assessors: assessors.map(({ id, name, kind, finished, leftOut, leftOutReason }) => ({ id, name, kind, finished, leftOut, leftOutReason }))
	};
}

/**
 * The page of consensus: the board once scores are open, before that only who has finished (`board` is null). Throws
 * NotFound for strangers and Forbidden for those who run the region until it is signed.
 */
export async function consensusPage(context: Context, assessmentId: string): Promise<{ frame: ConsensusFrame; board: ConsensusBoard | null }> {
	const assessment = await loadAssessment(context, assessmentId);
	if (assessment.state === 'scoring') {
		if (!ofInstitution(context.actor, assessment)) throw new Forbidden('consensus_not_signed');
		return { frame: await frame(context, assessment), board: null };
	}
	const board = await consensusBoard(context, assessmentId);
	return { frame: board, board };
}

/** The board of an opened assessment. Errors as for `openedScores`. */
export async function consensusBoard(context: Context, assessmentId: string): Promise<ConsensusBoard> {
	const assessment = await loadOpened(context, assessmentId);
	const around = await frame(context, assessment);
	const { document } = await getVersion(context, assessment.methodologyVersionId);
	const scores = Map.groupBy(await openedScores(context, assessmentId), (s) => s.nodeId);
	const agreements = new Map((await readAgreements(context, assessment.id)).map((a) => [a.nodeId, a]));
	const members = around.assessors.filter((a) => a.kind === 'member' && !a.leftOut).length;
	const rows = scoredNodes(document).map((node) => {
		const { evaluation, scale } = evaluationOf(document, node, assessment.mode);
		const top = findNode(document, node.id)?.ancestors[0] ?? node;
		const opened = scores.get(node.id) ?? [];
		const points = opened.map((score) => toPoint(evaluation, score));
		const agreed = agreements.get(node.id);
		return {
			nodeId: node.id,
			title: node.title ?? node.text ?? {},
			topId: top.id,
			topTitle: top.title ?? top.text ?? {},
			evaluation,
			scale,
			points,
			spread: spreadOf(points, members),
			agreed: agreed ? { judgement: agreed.judgement, value: scoreOrNull(evaluation, agreed.values), dissent: agreed.dissent.length } : null,
			outdated: agreed !== undefined && isOutdated(agreed, opened)
		};
	});
	const tops = new Map(rows.map((row) => [row.topId, row.topTitle]));
	return { ...around, rows: byDisagreement(rows), tops: [...tops].map(([id, title]) => ({ id, title })), agreedCount: rows.filter((row) => row.agreed).length };
}

const toPoint = (evaluation: Evaluation, score: OpenedScore): BoardPoint => ({
	assessorId: score.assessorId,
	assessorName: score.assessorName,
	kind: score.kind,
	leftOut: score.leftOut,
	judgement: score.judgement,
	value: scoreOrNull(evaluation, score.values),
	changedAfterOpening: score.changedAfterOpening
});

/** True when a member's score that counts was changed after the agreement was last saved. */
export const isOutdated = (agreed: StoredAgreement, scores: readonly OpenedScore[]): boolean =>
	scores.some((s) => s.kind === 'member' && !s.leftOut && s.changedAfterOpening && s.updatedAt > agreed.updatedAt);
