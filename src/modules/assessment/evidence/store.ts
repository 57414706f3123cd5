import type { Context } from '#platform/context.ts';
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
