import type { Context } from '#platform/context.ts';

export interface StoredEvidenceFile {
	readonly institutionId: string;
	readonly sha256: string;
	readonly size: number;
	readonly chunks: number;
	readonly fileName: string;
	readonly mediaType: string;
	readonly removed: boolean;
	/** It supports at least one assessment that is signed. */
	readonly supportsSigned: boolean;
	/** The actor is an assessor of an assessment of the institution. */
	readonly actorAssesses: boolean;
}

/** The file of a piece of evidence with what decides who may have it; null when there is no such file. */
export async function evidenceFileRow(context: Context, id: string): Promise<StoredEvidenceFile | null> {
	const row = await context.tx
		.selectFrom('evidence')
		.innerJoin('file', (join) => join.onRef('file.region_id', '=', 'evidence.region_id').onRef('file.sha256', '=', 'evidence.sha256'))
		.select(['evidence.institution_id', 'file.sha256', 'file.size', 'file.chunks', 'evidence.file_name', 'evidence.media_type', 'evidence.removed_at'])
		.select((eb) => [
			eb
				.exists(
					eb
						.selectFrom('evidence_node')
						.innerJoin('assessment', (join) => join.onRef('assessment.region_id', '=', 'evidence_node.region_id').onRef('assessment.id', '=', 'evidence_node.assessment_id'))
						.select('assessment.id')
						.whereRef('evidence_node.region_id', '=', 'evidence.region_id')
						.whereRef('evidence_node.evidence_id', '=', 'evidence.id')
						.where('assessment.state', '=', 'signed')
				)
				.as('supports_signed'),
			eb
				.exists(
					eb
						.selectFrom('assessor')
						.innerJoin('assessment', (join) => join.onRef('assessment.region_id', '=', 'assessor.region_id').onRef('assessment.id', '=', 'assessor.assessment_id'))
						.select('assessor.id')
						.whereRef('assessor.region_id', '=', 'evidence.region_id')
						.whereRef('assessment.institution_id', '=', 'evidence.institution_id')
						.where('assessor.person_id', '=', context.actor.personId)
				)
				.as('actor_assesses')
		])
		.where('evidence.region_id', '=', context.regionId)
		.where('evidence.id', '=', id)
		.executeTakeFirst();
	if (!row) return null;
	return {
		institutionId: row.institution_id,
		sha256: row.sha256,
		size: row.size,
		chunks: row.chunks,
		fileName: row.file_name ?? 'file',
		mediaType: row.media_type ?? 'application/octet-stream',
		removed: row.removed_at !== null,
		supportsSigned: Boolean(row.supports_signed),
		actorAssesses: Boolean(row.actor_assesses)
	};
}
