import { hasInstitutionRole, runsRegion } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { dayOf } from '#platform/clock.ts';
import { Forbidden, NotFound } from '#platform/errors.ts';
import type { Download } from '#platform/files/index.ts';
import { EvidenceId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { findNode, getVersion, scoredNodes } from '../../methodology/index.ts';
import { loadAssessment, type AssessmentHead } from '../access.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Evidence, EvidenceDetail } from './model.ts';
import { evidenceRights, linksMayChange, type EvidenceRights } from './policy.ts';
import { validityOf, type Validity } from './rules.ts';
import { evidenceFileRow } from './file-store.ts';
import { evidenceOfInstitution, evidenceWithNodes, namesOf } from './store.ts';

/**
 * All evidence of an institution, removed ones marked. For people with a role in it who may refer to evidence: lead,
 * head, member, evaluator. Everybody else gets NotFound.
 */
export async function listEvidence(context: Context, institutionId: string): Promise<Evidence[]> {
	if (!hasInstitutionRole(context.actor, institutionId, 'lead', 'head', 'member', 'evaluator')) throw new NotFound();
	return evidenceOfInstitution(context, institutionId);
}

/** A scored node as lists of choices show it, with the title of the top node it belongs to. */
export interface NodeChoice {
	readonly id: string;
	readonly title: LocalizedText;
	readonly topId: string;
	readonly topTitle: LocalizedText;
}

export interface EvidencePage {
	readonly assessment: AssessmentHead;
	readonly institution: LocalizedText;
	readonly cycle: LocalizedText;
	readonly rights: EvidenceRights;
	/** The actor may add and link now. */
	readonly open: boolean;
	readonly nodes: readonly NodeChoice[];
	/** Without the removed ones, newest first. */
	readonly evidence: readonly (EvidenceDetail & { readonly validity: Validity })[];
	readonly removed: readonly EvidenceDetail[];
}

/** The evidence page of an assessment, for whoever may read it; Forbidden for those who run the region until it is signed. */
export async function evidencePage(context: Context, assessmentId: string): Promise<EvidencePage> {
	const assessment = await loadAssessment(context, assessmentId);
	const rights = evidenceRights(context.actor, assessment);
	if (rights.read === 'none') throw new Forbidden('evidence_not_open');
	const today = dayOf(context.now);
	const all = await evidenceWithNodes(context, assessment.institutionId, assessment.id);
	const readable = rights.read === 'all' ? all : all.filter((e) => e.nodeIds.length > 0);
	return {
		assessment,
		...(await namesOf(context, assessment)),
		rights,
		open: rights.add && linksMayChange(assessment),
		nodes: await nodeChoices(context, assessment),
		evidence: readable.filter((e) => !e.removed).map((e) => ({ ...e, validity: validityOf(e, today) })),
		removed: rights.read === 'all' ? all.filter((e) => e.removed) : []
	};
}

/** The scored nodes of the assessment's methodology in reading order. */
export async function nodeChoices(context: Context, assessment: AssessmentHead): Promise<NodeChoice[]> {
	const { document } = await getVersion(context, assessment.methodologyVersionId);
	return scoredNodes(document).map((node) => {
		const top = findNode(document, node.id)?.ancestors[0] ?? node;
		return { id: node.id, title: node.title ?? node.text ?? {}, topId: top.id, topTitle: top.title ?? top.text ?? {} };
	});
}

/** One piece of evidence with the mark that its form sends back. NotFound when it is not of this institution or may not be read. */
export async function evidenceItem(context: Context, assessmentId: string, evidenceId: string): Promise<{ page: EvidencePage; item: EvidenceDetail; validity: Validity; fingerprint: string; removable: boolean }> {
	const page = await evidencePage(context, assessmentId);
	const item = [...page.evidence, ...page.removed].find((e) => e.id === evidenceId);
	if (!item) throw new NotFound();
	const own = item.addedBy !== null && item.addedBy === context.actor.personId;
	return {
		page,
		item,
		validity: validityOf(item, dayOf(context.now)),
		fingerprint: fingerprintOf(item),
		removable: !item.removed && (page.rights.removeAny || (page.rights.removeOwn && own))
	};
}

/**
 * The file of a piece of evidence, for sending. For people of the institution (members and evaluators only when they
 * assess it), and for those who run the region once it supports a signed assessment. Everything else is NotFound.
 */
export async function evidenceFile(context: Context, evidenceId: string): Promise<Download> {
	const id = EvidenceId.safeParse(evidenceId);
	const row = id.success ? await evidenceFileRow(context, id.data) : null;
	if (!row) throw new NotFound();
	const { actor } = context;
	const institution = hasInstitutionRole(actor, row.institutionId, 'lead', 'head') || (row.actorAssesses && hasInstitutionRole(actor, row.institutionId, 'member', 'evaluator'));
	if (!institution && !(runsRegion(actor) && row.supportsSigned)) throw new NotFound();
	if (row.removed) throw new NotFound('evidence_removed');
	return { sha256: row.sha256, size: row.size, chunks: row.chunks, fileName: row.fileName, mediaType: row.mediaType };
}
