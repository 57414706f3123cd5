import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound } from '#platform/errors.ts';
import { evaluationOf, getVersion, scoredNodes } from '../../methodology/index.ts';
import { loadAssessment, require as requireAction, type AssessmentHead } from '../access.ts';
import { linkChanges } from '../evidence/rules.ts';
import { evidenceWithNodes, linkNodes, unlinkNodes } from '../evidence/store.ts';
import { readAssessorsOf } from '../scoring/store.ts';
import type { AgreementInput, StoredAgreement } from './model.ts';
import { hasRight } from './policy.ts';
import { checkAgreement, type CheckedAgreement } from './rules.ts';
import { readAgreements, writeAgreement, writeDissent } from './store.ts';

/**
 * Records what the group agreed on one node: score or its absence, justification, strengths, areas for improvement, the
 * evidence that supports it and who dissents. By the lead, while the group agrees. Throws Conflict `consensus_changed`
 * when somebody saved another version since the form was opened: nothing is overwritten. Returns the new revision.
 */
export async function agree(context: Context, assessmentId: string, input: AgreementInput): Promise<{ revision: number }> {
	const assessment = await loadAssessment(context, assessmentId, { lock: true });
	requireAction(assessment, hasRight(assessment, 'agree'), 'agree');
	const agreement = await checked(context, assessment, input);
	const dissent = await checkedDissent(context, assessment, input);
	const links = await checkedLinks(context, assessment, input);
	const [before] = await readAgreements(context, assessment.id, input.nodeId);
	if (before && links.add.length + links.remove.length === 0 && sameAgreement(before, agreement, dissent)) return { revision: before.revision };
	if ((before?.revision ?? 0) !== input.revision) throw new Conflict('consensus_changed');
	const id = await writeAgreement(context, { assessmentId: assessment.id, nodeId: input.nodeId, id: before?.id ?? null, revision: input.revision }, agreement);
	await writeDissent(context, id, dissent);
	const pair = (evidenceId: string) => ({ evidenceId, nodeId: input.nodeId });
	await linkNodes(context, assessment.id, links.add.map(pair));
	await unlinkNodes(context, assessment.id, links.remove.map(pair));
	await auditAgreement(context, assessment, input.nodeId, before, agreement, dissent, links);
	return { revision: input.revision + 1 };
}

async function checked(context: Context, assessment: AssessmentHead, input: AgreementInput): Promise<CheckedAgreement> {
	const { document } = await getVersion(context, assessment.methodologyVersionId);
	const node = scoredNodes(document).find((n) => n.id === input.nodeId);
	if (!node) throw new NotFound();
	const { evaluation, scale } = evaluationOf(document, node, assessment.mode);
	const result = checkAgreement(evaluation, scale, input);
	if ('problems' in result) throw new Invalid(result.problems);
	return result.agreement;
}

type Opinion = { assessorId: string; opinion: string };

/** Only members of this very group who were not left out can dissent. */
async function checkedDissent(context: Context, assessment: AssessmentHead, input: AgreementInput): Promise<Opinion[]> {
	const given = input.dissent.map((d) => ({ assessorId: d.assessorId, opinion: d.opinion.trim() })).filter((d) => d.opinion !== '');
	if (given.length === 0) return [];
	const members = new Set<string>((await readAssessorsOf(context, assessment.id)).filter((a) => a.kind === 'member' && !a.leftOut).map((a) => a.id));
	if (given.some((d) => !members.has(d.assessorId)) || new Set(given.map((d) => d.assessorId)).size !== given.length) throw new NotFound();
	return given.sort((a, b) => a.assessorId.localeCompare(b.assessorId));
}

/** Evidence must be of this institution and not removed. */
async function checkedLinks(context: Context, assessment: AssessmentHead, input: AgreementInput): Promise<{ add: string[]; remove: string[] }> {
	const all = await evidenceWithNodes(context, assessment.institutionId, assessment.id);
	const usable = new Map(all.filter((e) => !e.removed).map((e) => [e.id, e]));
	if (input.evidenceIds.some((id) => !all.some((e) => e.id === id))) throw new NotFound();
	if (input.evidenceIds.some((id) => !usable.has(id))) throw new Conflict('evidence_removed');
	const linked = [...usable.values()].filter((e) => e.nodeIds.includes(input.nodeId)).map((e) => e.id);
	return linkChanges(linked, input.shownEvidenceIds, input.evidenceIds);
}

const canonical = (value: unknown): string => JSON.stringify(value, (_key, v: unknown) => (v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => a.localeCompare(b))) : v));

/** True when saving would change nothing: the same form sent twice. */
function sameAgreement(before: StoredAgreement, agreement: CheckedAgreement, dissent: readonly Opinion[]): boolean {
	const { judgement, values, justification, strengths, improvements, priority } = before;
	const opinions = before.dissent.map((d) => ({ assessorId: d.assessorId, opinion: d.opinion })).sort((a, b) => a.assessorId.localeCompare(b.assessorId));
	return canonical({ judgement, values, justification, strengths, improvements, priority, dissent: opinions }) === canonical({ ...agreement, dissent });
}

async function auditAgreement(context: Context, assessment: AssessmentHead, nodeId: string, before: StoredAgreement | undefined, after: CheckedAgreement, dissent: readonly Opinion[], links: { add: string[]; remove: string[] }): Promise<void> {
	const figures = (a: CheckedAgreement | StoredAgreement) => ({ judgement: a.judgement, values: a.values, priority: a.priority });
	const texts = (['justification', 'strengths', 'improvements'] as const).filter((name) => (before?.[name] ?? '') !== after[name]);
	await audit(context, {
		action: 'consensus.agreed',
		subject: { kind: 'assessment', id: assessment.id },
		institutionId: assessment.institutionId,
		...(before ? { before: { node: nodeId, ...figures(before) } } : {}),
		// Opinions are people's own words: the audit says who dissented, not what they said.
		after: { node: nodeId, ...figures(after), texts, dissent: dissent.map((d) => d.assessorId), evidenceAdded: links.add, evidenceRemoved: links.remove }
	});
}
