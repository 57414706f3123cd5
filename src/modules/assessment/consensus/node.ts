import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { Ratio } from '#platform/ratio.ts';
import { findNode, getVersion, type MethodologyNode } from '../../methodology/index.ts';
import { validityOf, type Evidence } from '../evidence/index.ts';
import { evidenceWithNodes } from '../evidence/store.ts';
import { consensusBoard, type Assessor, type BoardRow, type ConsensusFrame } from './board.ts';
import type { OpenedScore, StoredAgreement } from './model.ts';
import { ofInstitution } from './policy.ts';
import { openedScores } from './queries.ts';
import { scoreOrNull } from './rules.ts';
import { readAgreements } from './store.ts';

export interface NodePage extends ConsensusFrame {
	readonly row: BoardRow;
	readonly node: MethodologyNode;
	/** Every assessor in the order in which they were added; `score` is null where nothing was answered. */
	readonly individuals: readonly { readonly assessor: Assessor; readonly score: OpenedScore | null; readonly value: Ratio | null }[];
	readonly agreed: StoredAgreement | null;
	/** Evidence that is not removed; those who run the region get only what supports this node. */
	readonly evidence: readonly Evidence[];
	/** Evidence linked to this node, also before anything is agreed. */
	readonly supportIds: readonly string[];
	/** Evidence whose last day has passed. */
	readonly expiredIds: readonly string[];
	/** Neighbours on the board, the bigger disagreement before the smaller. */
	readonly previous: string | null;
	readonly following: string | null;
	/** The next node on the board that is still to agree, starting over at the top; null when there is none. */
	readonly nextOpen: string | null;
	readonly position: number;
	readonly total: number;
}

/** One node with everybody's opened scores and what was agreed. Errors as for `openedScores`; NotFound for an unknown node. */
export async function consensusNode(context: Context, assessmentId: string, nodeId: string): Promise<NodePage> {
	const { rows, assessors, ...board } = await consensusBoard(context, assessmentId);
	const index = rows.findIndex((row) => row.nodeId === nodeId);
	const row = rows[index];
	const { document } = await getVersion(context, board.assessment.methodologyVersionId);
	const node = findNode(document, nodeId)?.node;
	if (!row || !node) throw new NotFound();
	const scores = new Map((await openedScores(context, assessmentId)).filter((s) => s.nodeId === nodeId).map((s) => [s.assessorId, s]));
	const [agreed = null] = await readAgreements(context, board.assessment.id, nodeId);
	const evidence = (await evidenceWithNodes(context, board.assessment.institutionId, board.assessment.id)).filter((e) => !e.removed);
	const today = dayOf(context.now);
	const rest = [...rows.slice(index + 1), ...rows.slice(0, index)];
	return {
		...board,
		assessors,
		row,
		node,
		individuals: assessors.map((assessor) => {
			const score = scores.get(assessor.id) ?? null;
			return { assessor, score, value: scoreOrNull(row.evaluation, score?.values ?? null) };
		}),
		agreed,
		evidence: ofInstitution(context.actor, board.assessment) ? evidence : evidence.filter((e) => e.nodeIds.includes(nodeId)),
		supportIds: evidence.filter((e) => e.nodeIds.includes(nodeId)).map((e) => e.id),
		expiredIds: evidence.filter((e) => validityOf(e, today) === 'expired').map((e) => e.id),
		previous: rows[index - 1]?.nodeId ?? null,
		following: rows[index + 1]?.nodeId ?? null,
		nextOpen: rest.find((r) => r.agreed === null)?.nodeId ?? null,
		position: index + 1,
		total: rows.length
	};
}
