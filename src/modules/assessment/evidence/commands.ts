import { mediaTypeOf, storeSpooled, type SpooledFile } from '#platform/files/index.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { EvidenceId } from '#platform/ids.ts';
import { getVersion, scoredNodes } from '../../methodology/index.ts';
import { loadAssessment, require, type AssessmentHead } from '../access.ts';
import { allowedAssessmentActions } from '../lifecycle.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { EvidenceChange, EvidenceDetail, FileEvidenceInput, LinkEvidenceInput, NoteEvidenceInput } from './model.ts';
import { evidenceRights, type EvidenceRights } from './policy.ts';
import { linkChanges } from './rules.ts';
import { insertEvidence, linkNodes, lockEvidence, markRemoved, unlinkNodes, updateEvidence, type NewEvidence } from './store.ts';

interface Authorised {
	readonly assessment: AssessmentHead;
	readonly rights: EvidenceRights;
}

/** Only the lead and members of the group, and only while the assessment is scored or agreed. */
async function mayAdd(context: Context, assessmentId: string, options: { lock?: boolean } = {}): Promise<Authorised> {
	const assessment = await loadAssessment(context, assessmentId, options);
	const rights = evidenceRights(context.actor, assessment);
	require(assessment, rights.add, allowedAssessmentActions(assessment.state, assessment.cycleState).includes('score') ? 'score' : 'agree');
	return { assessment, rights };
}

/**
 * Throws NotFound, Forbidden or Conflict when the actor may not add evidence to this assessment now. Asked before a long
 * upload is received, so that nobody waits for a refusal.
 */
export async function assertMayAddEvidence(context: Context, assessmentId: string): Promise<void> {
	await mayAdd(context, assessmentId);
}

/**
 * Adds a file that has arrived; it must be what its name says (Invalid at `file`). Returns the id of the evidence. The
 * bytes are kept before the assessment is locked, so that a large file stops nobody's work.
 */
export async function addFileEvidence(context: Context, assessmentId: string, input: FileEvidenceInput, file: { readonly name: string; readonly content: SpooledFile }): Promise<EvidenceId> {
	await mayAdd(context, assessmentId);
	const mediaType = await mediaTypeOf(file.name, file.content);
	const stored = await storeSpooled(context, file.content);
	return add(context, await mayAdd(context, assessmentId, { lock: true }), input.nodes, { ...input, kind: 'file', file: { ...stored, name: file.name, mediaType } });
}

/** Adds the address of something on the web (http or https). Returns the id of the evidence. */
export async function addLinkEvidence(context: Context, assessmentId: string, input: LinkEvidenceInput): Promise<EvidenceId> {
	return add(context, await mayAdd(context, assessmentId, { lock: true }), input.nodes, { ...input, kind: 'link' });
}

/** Adds an observation in words. Returns the id of the evidence. */
export async function addNoteEvidence(context: Context, assessmentId: string, input: NoteEvidenceInput): Promise<EvidenceId> {
	return add(context, await mayAdd(context, assessmentId, { lock: true }), input.nodes, { ...input, kind: 'note' });
}

async function add(context: Context, { assessment }: Authorised, nodes: readonly string[], evidence: Omit<NewEvidence, 'id' | 'institutionId'>): Promise<EvidenceId> {
	await checkNodes(context, assessment, nodes);
	const id = EvidenceId.parse(context.newId());
	const { title, note, kind, holdsFrom, expiresOn, url, file } = evidence;
	await insertEvidence(context, { id, institutionId: assessment.institutionId, title, note, kind, holdsFrom, expiresOn, url, file });
	await linkNodes(context, assessment.id, nodes.map((nodeId) => ({ evidenceId: id, nodeId })));
	await audit(context, {
		action: 'evidence.added',
		subject: { kind: 'evidence', id },
		institutionId: assessment.institutionId,
		after: { kind, title, holdsFrom, expiresOn, nodes: [...nodes], ...(file ? { sha256: file.sha256, size: file.size } : {}) }
	});
	return id;
}

/** Nodes must be scored nodes of the assessment's own methodology version. */
async function checkNodes(context: Context, assessment: AssessmentHead, nodes: readonly string[]): Promise<void> {
	if (nodes.length === 0) return;
	const { document } = await getVersion(context, assessment.methodologyVersionId);
	const known = new Set(scoredNodes(document).map((node) => node.id));
	if (nodes.some((id) => !known.has(id))) throw new Invalid({ nodes: { code: 'wrong' } });
}

async function theirs(context: Context, assessment: AssessmentHead, evidenceId: string): Promise<EvidenceDetail> {
	const id = EvidenceId.safeParse(evidenceId);
	const evidence = id.success ? await lockEvidence(context, assessment.institutionId, assessment.id, id.data) : null;
	if (!evidence) throw new NotFound();
	if (evidence.removed) throw new Conflict('evidence_removed');
	return evidence;
}

/**
 * Changes what is said about a piece of evidence and which nodes of this assessment it supports. Throws Conflict
 * `evidence_changed` when somebody changed it since the form was opened.
 */
export async function changeEvidence(context: Context, assessmentId: string, evidenceId: string, input: EvidenceChange): Promise<void> {
	const { assessment } = await mayAdd(context, assessmentId, { lock: true });
	const before = await theirs(context, assessment, evidenceId);
	if (fingerprintOf(before) !== input.fingerprint) throw new Conflict('evidence_changed');
	if (before.kind === 'note' && input.note === '') throw new Invalid({ note: { code: 'required' } });
	await checkNodes(context, assessment, input.nodes);
	const { add: linked, remove } = linkChanges(before.nodeIds, before.nodeIds, input.nodes);
	await updateEvidence(context, before.id, input);
	await linkNodes(context, assessment.id, linked.map((nodeId) => ({ evidenceId: before.id, nodeId })));
	await unlinkNodes(context, assessment.id, remove.map((nodeId) => ({ evidenceId: before.id, nodeId })));
	const pick = (e: { title: string; holdsFrom: string; expiresOn: string | null }) => ({ title: e.title, holdsFrom: e.holdsFrom, expiresOn: e.expiresOn });
	await audit(context, {
		action: 'evidence.changed',
		subject: { kind: 'evidence', id: before.id },
		institutionId: assessment.institutionId,
		before: { ...pick(before), nodes: [...before.nodeIds] },
		after: { ...pick(input), nodes: [...input.nodes] }
	});
}

/**
 * Takes a piece of evidence away, with the reason: it stays in the list of removed ones and its file can no longer be
 * downloaded. The lead removes any, a member what they added themselves. Possible in every state, because something put
 * there by mistake must not stay open.
 */
export async function removeEvidence(context: Context, assessmentId: string, evidenceId: string, input: { readonly reason: string }): Promise<void> {
	const assessment = await loadAssessment(context, assessmentId, { lock: true });
	const rights = evidenceRights(context.actor, assessment);
	if (!rights.removeAny && !rights.removeOwn) throw new Forbidden();
	const evidence = await theirs(context, assessment, evidenceId);
	if (!rights.removeAny && (evidence.addedBy === null || evidence.addedBy !== context.actor.personId)) throw new Forbidden('evidence_of_another');
	await markRemoved(context, evidence.id, input.reason);
	await audit(context, { action: 'evidence.removed', subject: { kind: 'evidence', id: evidence.id }, institutionId: assessment.institutionId, before: { title: evidence.title }, after: { reason: input.reason } });
}
