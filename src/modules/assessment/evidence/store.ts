import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { Evidence, EvidenceDetail, EvidenceKind } from './model.ts';

const columns = ['evidence.id', 'evidence.kind', 'evidence.title', 'evidence.note', 'evidence.url', 'evidence.file_name', 'evidence.size', 'evidence.holds_from', 'evidence.expires_on', 'evidence.removed_at'] as const;

interface EvidenceRow {
	id: string;
	kind: string;
	title: string;
	note: string;
	url: string | null;
	file_name: string | null;
	size: number | null;
	holds_from: string;
	expires_on: string | null;
	removed_at: Date | null;
}

const toEvidence = (row: EvidenceRow): Evidence => ({
	id: row.id,
	kind: row.kind as EvidenceKind,
	title: row.title,
	note: row.note,
	url: row.url,
	fileName: row.file_name,
	size: row.size,
	holdsFrom: row.holds_from,
	expiresOn: row.expires_on,
	removed: row.removed_at !== null
});

/** All evidence of an institution, newest first; removed ones too. */
export async function evidenceOfInstitution(context: Context, institutionId: string): Promise<Evidence[]> {
	const rows = await context.tx
		.selectFrom('evidence')
		.select(columns)
		.where('region_id', '=', context.regionId)
		.where('institution_id', '=', institutionId)
		.orderBy('holds_from', 'desc')
		.orderBy('added_at', 'desc')
		.orderBy('id')
		.execute();
	return rows.map(toEvidence);
}

/** The same with who added it and which nodes of the assessment it supports. */
export async function evidenceWithNodes(context: Context, institutionId: string, assessmentId: string): Promise<EvidenceDetail[]> {
	const [rows, links] = [
		await context.tx
			.selectFrom('evidence')
			.leftJoin('person', 'person.id', 'evidence.added_by')
			.select(columns)
			.select(['evidence.institution_id', 'evidence.added_by', 'evidence.added_at', 'evidence.removed_reason', 'person.name as added_by_name'])
			.where('evidence.region_id', '=', context.regionId)
			.where('evidence.institution_id', '=', institutionId)
			.orderBy('evidence.holds_from', 'desc')
			.orderBy('evidence.added_at', 'desc')
			.orderBy('evidence.id')
			.execute(),
		await nodeLinks(context, assessmentId)
	];
	const nodesOf = Map.groupBy(links, (link) => link.evidenceId);
	return rows.map((row) => ({
		...toEvidence(row),
		institutionId: row.institution_id,
		addedBy: row.added_by,
		addedByName: row.added_by_name,
		addedAt: row.added_at,
		removedReason: row.removed_reason,
		nodeIds: (nodesOf.get(row.id) ?? []).map((link) => link.nodeId)
	}));
}

/** Which evidence supports which node of an assessment. */
export async function nodeLinks(context: Context, assessmentId: string): Promise<{ evidenceId: string; nodeId: string }[]> {
	const rows = await context.tx
		.selectFrom('evidence_node')
		.select(['evidence_id', 'node_id'])
		.where('region_id', '=', context.regionId)
		.where('assessment_id', '=', assessmentId)
		.orderBy('node_id')
		.orderBy('evidence_id')
		.execute();
	return rows.map((row) => ({ evidenceId: row.evidence_id, nodeId: row.node_id }));
}

export interface NewEvidence {
	readonly id: string;
	readonly institutionId: string;
	readonly kind: EvidenceKind;
	readonly title: string;
	readonly note: string;
	readonly holdsFrom: string;
	readonly expiresOn: string | null;
	readonly url?: string;
	readonly file?: { readonly sha256: string; readonly size: number; readonly name: string; readonly mediaType: string };
}

export async function insertEvidence(context: Context, evidence: NewEvidence): Promise<void> {
	await context.tx
		.insertInto('evidence')
		.values({
			region_id: context.regionId,
			id: evidence.id,
			institution_id: evidence.institutionId,
			kind: evidence.kind,
			title: evidence.title,
			note: evidence.note,
			url: evidence.url ?? null,
			sha256: evidence.file?.sha256 ?? null,
			file_name: evidence.file?.name ?? null,
			media_type: evidence.file?.mediaType ?? null,
			size: evidence.file?.size ?? null,
			holds_from: evidence.holdsFrom,
			expires_on: evidence.expiresOn,
			added_by: context.actor.personId,
			added_at: context.now
		})
		.execute();
}

export async function linkNodes(context: Context, assessmentId: string, pairs: readonly { evidenceId: string; nodeId: string }[]): Promise<void> {
	if (pairs.length === 0) return;
	await context.tx
		.insertInto('evidence_node')
		.values(pairs.map((pair) => ({ region_id: context.regionId, assessment_id: assessmentId, evidence_id: pair.evidenceId, node_id: pair.nodeId })))
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

export async function unlinkNodes(context: Context, assessmentId: string, pairs: readonly { evidenceId: string; nodeId: string }[]): Promise<void> {
	if (pairs.length === 0) return;
	await context.tx
		.deleteFrom('evidence_node')
		.where('region_id', '=', context.regionId)
		.where('assessment_id', '=', assessmentId)
		.where((eb) => eb.or(pairs.map((pair) => eb.and([eb('evidence_id', '=', pair.evidenceId), eb('node_id', '=', pair.nodeId)]))))
		.execute();
}

/** One piece of evidence of the institution, locked, with its nodes in the assessment; null when there is none. */
export async function lockEvidence(context: Context, institutionId: string, assessmentId: string, id: string): Promise<EvidenceDetail | null> {
	const locked = await context.tx
		.selectFrom('evidence')
		.select('id')
		.where('region_id', '=', context.regionId)
		.where('institution_id', '=', institutionId)
		.where('id', '=', id)
		.forUpdate()
		.executeTakeFirst();
	if (!locked) return null;
	return (await evidenceWithNodes(context, institutionId, assessmentId)).find((evidence) => evidence.id === id) ?? null;
}

export async function updateEvidence(context: Context, id: string, change: Pick<Evidence, 'title' | 'note' | 'holdsFrom' | 'expiresOn'>): Promise<void> {
	await context.tx
		.updateTable('evidence')
		.set({ title: change.title, note: change.note, holds_from: change.holdsFrom, expires_on: change.expiresOn })
		.where('region_id', '=', context.regionId)
		.where('id', '=', id)
		.execute();
}

export async function markRemoved(context: Context, id: string, reason: string): Promise<void> {
	await context.tx.updateTable('evidence').set({ removed_at: context.now, removed_reason: reason }).where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

/** Names of the institution and the cycle of an assessment, for headings. */
export async function namesOf(context: Context, assessment: { institutionId: string; cycleId: string }): Promise<{ institution: LocalizedText; cycle: LocalizedText }> {
	const row = await context.tx
		.selectFrom('institution')
		.innerJoin('cycle', 'cycle.region_id', 'institution.region_id')
		.select(['institution.name as institution', 'cycle.name as cycle'])
		.where('institution.region_id', '=', context.regionId)
		.where('institution.id', '=', assessment.institutionId)
		.where('cycle.id', '=', assessment.cycleId)
		.executeTakeFirstOrThrow();
	return { institution: row.institution as LocalizedText, cycle: row.cycle as LocalizedText };
}
