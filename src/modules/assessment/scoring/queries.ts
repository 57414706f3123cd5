import { hasInstitutionRole } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts';
import { evaluationOf, findNode, getVersion, scoredNodes, type MethodologyDocument, type MethodologyNode } from '../../methodology/index.ts';
import { loadAssessment } from '../access.ts';
import { listEvidence, type Evidence } from '../evidence/index.ts';
import type { AssessmentState, CycleState } from '../lifecycle.ts';
import type { Judgement } from '../model.ts';
import type { IndividualScores, StoredScore } from './model.ts';
import { closedBecause, openSheet, type Sheet, type Whose } from './policy.ts';
import { mayTakePlace } from './group.ts';
import { countScores, readAssessorsOf, readInstitutionPeople, readScores, type AssessorRecord } from './store.ts';

interface SheetView {
	readonly assessmentId: string;
	readonly state: AssessmentState;
	readonly cycleState: CycleState;
	readonly endsOn: string;
	readonly assessor: Pick<AssessorRecord, 'id' | 'name' | 'kind' | 'onPaper' | 'finished' | 'leftOut'>;
	/** Why nothing can be changed now, as an error code; null when it can. */
	readonly closedBecause: string | null;
}
const viewOf = (sheet: Sheet): SheetView => {
	const { id, name, kind, onPaper, finished, leftOut } = sheet.assessor;
	return {
		assessmentId: sheet.assessment.id,
		state: sheet.assessment.state,
		cycleState: sheet.assessment.cycleState,
		endsOn: sheet.assessment.endsOn,
		assessor: { id, name, kind, onPaper, finished, leftOut },
		closedBecause: closedBecause(sheet)
	};
};

export interface ScoringList extends SheetView {
	readonly methodology: Pick<MethodologyDocument, 'title' | 'adaptation'>;
	/** Sub-criteria under the criteria that they belong to, in reading order. */
	readonly groups: readonly { readonly ancestors: readonly MethodologyNode[]; readonly nodes: readonly { readonly node: MethodologyNode; readonly judgement: Judgement | null }[] }[];
	readonly done: number;
	readonly total: number;
	/** The first sub-criterion without an answer; null when all have one. */
	readonly next: string | null;
}

/** The list of sub-criteria with the state of the actor's own answers, or of those typed in for an assessor on paper. */
export async function scoringList(context: Context, assessmentId: string, whose: Whose): Promise<ScoringList> {
	const sheet = await openSheet(context, assessmentId, whose, false);
	const { document } = await getVersion(context, sheet.assessment.methodologyVersionId);
	const answers = new Map((await readScores(context, [sheet.assessor.id])).map((s) => [s.nodeId, s.judgement]));
	const scored = scoredNodes(document).map((node) => ({ node, ancestors: findNode(document, node.id)?.ancestors ?? [], judgement: answers.get(node.id) ?? null }));
	const groups = [...Map.groupBy(scored, (s) => s.ancestors.at(-1)?.id ?? '').values()].map((nodes) => ({ ancestors: nodes[0]?.ancestors ?? [], nodes: nodes.map(({ node, judgement }) => ({ node, judgement })) }));
	return {
		...viewOf(sheet),
		methodology: { title: document.title, adaptation: document.adaptation },
		groups,
		done: scored.filter((s) => s.judgement !== null).length,
		total: scored.length,
		next: scored.find((s) => s.judgement === null)?.node.id ?? null
	};
}

export interface ScoringPage extends SheetView {
	readonly node: MethodologyNode;
	readonly ancestors: readonly MethodologyNode[];
	readonly evaluation: ReturnType<typeof evaluationOf>['evaluation'];
	readonly scale: ReturnType<typeof evaluationOf>['scale'];
	readonly score: StoredScore | null;
	/** What may be referred to: the institution's evidence, and removed ones only where already referred to. */
	readonly evidence: readonly Evidence[];
	readonly position: number;
	readonly total: number;
	readonly previous: string | null;
	readonly following: string | null;
}

/** One sub-criterion with everything that helps to judge it, and the answer stored so far. */
export async function scoringPage(context: Context, assessmentId: string, whose: Whose, nodeId: string): Promise<ScoringPage> {
	const sheet = await openSheet(context, assessmentId, whose, false);
	const { document } = await getVersion(context, sheet.assessment.methodologyVersionId);
	const nodes = scoredNodes(document);
	const position = nodes.findIndex((n) => n.id === nodeId);
	const node = nodes[position];
	if (!node) throw new NotFound();
	const [score] = await readScores(context, [sheet.assessor.id], nodeId);
	const evidence = await listEvidence(context, sheet.assessment.institutionId);
	return {
		...viewOf(sheet),
		node,
		ancestors: findNode(document, nodeId)?.ancestors ?? [],
		...evaluationOf(document, node, sheet.assessment.mode),
		score: score ?? null,
		evidence: evidence.filter((e) => !e.removed || score?.evidenceIds.includes(e.id)),
		position: position + 1,
		total: nodes.length,
		previous: nodes[position - 1]?.id ?? null,
		following: nodes[position + 1]?.id ?? null
	};
}

/**
 * Everybody's answers, in the order in which assessors were added. Only once consensus is opened: before (and while it is
 * closed again after reopening) it is a Conflict for everyone, whatever their role.
 */
export async function individualScores(context: Context, assessmentId: string): Promise<IndividualScores[]> {
	const assessment = await loadAssessment(context, assessmentId);
	if (assessment.state === 'scoring') throw new Conflict('scores_not_open');
	const assessors = await readAssessorsOf(context, assessment.id);
	const scores = Map.groupBy(await readScores(context, assessors.map((a) => a.id)), (s) => s.assessorId);
	return assessors.map((a) => ({
		assessorId: a.id,
		name: a.name,
		kind: a.kind,
		onPaper: a.onPaper,
		finished: a.finished,
		leftOut: a.leftOut,
		leftOutReason: a.leftOutReason,
		scores: scores.get(a.id) ?? []
	}));
}

export interface GroupView {
	readonly assessmentId: string;
	/** True when the actor may change the group now. */
	readonly mayChange: boolean;
	readonly candidates: readonly { readonly personId: string; readonly name: string; readonly member: boolean; readonly evaluator: boolean }[];
	readonly notes: Readonly<Record<string, string>>;
}

/** Who could be added to the group, and why some were left out; for the lead and who runs the region. */
export async function groupView(context: Context, assessmentId: string): Promise<GroupView> {
	const assessment = await loadAssessment(context, assessmentId);
	if (!assessment.rights.lead && !assessment.rights.region) throw new Forbidden();
	const assessors = await readAssessorsOf(context, assessment.id);
	const people = await readInstitutionPeople(context, assessment.institutionId);
	return {
		assessmentId: assessment.id,
		mayChange: assessment.state === 'scoring' && assessment.cycleState === 'open',
		candidates: people
			.filter((p) => !assessors.some((a) => a.personId === p.personId))
			.map((p) => ({ personId: p.personId, name: p.name, member: mayTakePlace(p.roles, 'member'), evaluator: mayTakePlace(p.roles, 'evaluator') })),
		notes: Object.fromEntries(assessors.flatMap((a) => (a.leftOutReason === null ? [] : [[a.id, a.leftOutReason]])))
	};
}

/** One assessor of the group by name, for the pages about them; for the lead and who runs the region. */
export async function assessorOf(context: Context, assessmentId: string, assessorId: string): Promise<AssessorRecord & { hasScores: boolean }> {
	const assessment = await loadAssessment(context, assessmentId);
	if (!assessment.rights.lead && !assessment.rights.region) throw new Forbidden();
	const assessor = (await readAssessorsOf(context, assessment.id)).find((a) => a.id === assessorId);
	if (!assessor) throw new NotFound();
	return { ...assessor, hasScores: (await countScores(context, assessor.id)) > 0 };
}

/** The assessors on paper whose sheets the lead types in, with how far each is. */
export async function paperSheets(context: Context, assessmentId: string): Promise<AssessorRecord[]> {
	const assessment = await loadAssessment(context, assessmentId);
	if (!assessment.rights.lead || !hasInstitutionRole(context.actor, assessment.institutionId, 'lead')) throw new NotFound();
	return (await readAssessorsOf(context, assessment.id)).filter((a) => a.onPaper && !a.leftOut);
}
