import { NotFound } from '#platform/errors.ts';
import type { Context } from '#platform/context.ts';
import { loadAssessment } from '../access.ts';
import { individualScores } from '../scoring/index.ts';
import type { Agreed, OpenedScore } from './model.ts';
import { loadOpened, views } from './policy.ts';
import { readAgreements, viewedState } from './store.ts';

/**
 * Everybody's individual scores, assessors in the order in which they were added. For the people of the institution once
 * they are opened (before: Conflict `scores_not_open`), and for those who run the region once the assessment is signed
 * (before: Forbidden).
 */
export async function openedScores(context: Context, assessmentId: string): Promise<OpenedScore[]> {
	const assessment = await loadOpened(context, assessmentId);
	return (await individualScores(context, assessment.id)).flatMap((assessor) =>
		assessor.scores.map((score) => ({
			assessorId: assessor.assessorId,
			assessorName: assessor.name,
			kind: assessor.kind,
			leftOut: assessor.leftOut,
			nodeId: score.nodeId,
			judgement: score.judgement,
			values: score.values,
			reason: score.reason,
			strengths: score.strengths,
			improvements: score.improvements,
			evidenceIds: score.evidenceIds,
			changedAfterOpening: score.changedAfterOpening,
			updatedAt: score.updatedAt
		}))
	);
}

/**
 * What was agreed, one entry per agreed node in the order of node ids. Readers as for `openedScores`; a viewer of the
 * institution or the region reads it too once it is signed, without the names and words of dissent.
 */
export async function consensusOf(context: Context, assessmentId: string): Promise<Agreed[]> {
	const published = await publishedFor(context, assessmentId);
	const id = published ?? (await loadOpened(context, assessmentId)).id;
	return (await readAgreements(context, id)).map((a) => ({
		nodeId: a.nodeId,
		judgement: a.judgement,
		values: a.values,
		justification: a.justification,
		strengths: a.strengths,
		improvements: a.improvements,
		priority: a.priority,
		dissent: published === null ? a.dissent : [],
		evidenceIds: a.evidenceIds
	}));
}

/** The assessment's id when the actor reads it only as a viewer and it is signed; null for every other actor. */
async function publishedFor(context: Context, assessmentId: string): Promise<string | null> {
	const open = await loadAssessment(context, assessmentId).then(
		() => true,
		(problem: unknown) => {
			if (problem instanceof NotFound) return false;
			throw problem;
		}
	);
	if (open) return null;
	const found = await viewedState(context, assessmentId);
	if (!found || found.state !== 'signed' || !views(context.actor, found.institutionId)) throw new NotFound();
	return found.id;
}
