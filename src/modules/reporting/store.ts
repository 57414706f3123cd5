import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { isLocale, type Locale, type LocalizedText } from '#platform/locale.ts';
import type { SnapshotEvidence } from './model.ts';

export interface AssessmentFacts {
	readonly methodologyVersionId: string;
	readonly region: LocalizedText;
	readonly summary: string;
	readonly signedAt: Date | null;
	readonly signedBy: string | null;
	/** The last time that something in it changed. */
	readonly changedAt: Date;
	/** Members of the group who were not left out. */
	readonly groupSize: number;
}

/** What a report says of an assessment beside its profile. Throws NotFound. */
export async function readFacts(context: Context, assessmentId: string): Promise<AssessmentFacts> {
	const row = await context.tx
		.selectFrom('assessment')
		.innerJoin('cycle', (join) => join.onRef('cycle.region_id', '=', 'assessment.region_id').onRef('cycle.id', '=', 'assessment.cycle_id'))
		.innerJoin('region', 'region.id', 'assessment.region_id')
		.leftJoin('person as signer', 'signer.id', 'assessment.signed_by')
		.select(['cycle.methodology_version_id', 'region.name as region_name', 'assessment.summary', 'assessment.signed_at', 'signer.name as signed_by'])
		.select((eb) => [
			sql<Date>`greatest(cycle.created_at, assessment.opened_at, assessment.reopened_at, assessment.proposed_at, assessment.signed_at,
				(select max(c.updated_at) from consensus c where c.region_id = assessment.region_id and c.assessment_id = assessment.id),
				(select max(s.updated_at) from score s where s.region_id = assessment.region_id and s.assessment_id = assessment.id))`.as('changed_at'),
			eb
				.selectFrom('assessor')
				.select(({ fn }) => fn.countAll<string>().as('count'))
				.whereRef('assessor.region_id', '=', 'assessment.region_id')
				.whereRef('assessor.assessment_id', '=', 'assessment.id')
				.where('assessor.kind', '=', 'member')
				.where('assessor.left_out_at', 'is', null)
				.as('group_size')
		])
		.where('assessment.region_id', '=', context.regionId)
		.where('assessment.id', '=', assessmentId)
		.executeTakeFirst();
	if (!row) throw new NotFound();
	return {
		methodologyVersionId: row.methodology_version_id,
		region: row.region_name as LocalizedText,
		summary: row.summary,
		signedAt: row.signed_at,
		signedBy: row.signed_by,
		changedAt: row.changed_at,
		groupSize: Number(row.group_size ?? 0)
	};
}

/** The evidence that supports nodes of an assessment, oldest first; removed ones left out. */
export async function readEvidence(context: Context, assessmentId: string): Promise<SnapshotEvidence[]> {
	const rows = await context.tx
		.selectFrom('evidence')
		.innerJoin('evidence_node', (join) => join.onRef('evidence_node.region_id', '=', 'evidence.region_id').onRef('evidence_node.evidence_id', '=', 'evidence.id'))
		.select(['evidence.id', 'evidence.kind', 'evidence.title', 'evidence.note', 'evidence.url', 'evidence.file_name', 'evidence.holds_from', 'evidence.expires_on', 'evidence_node.node_id'])
		.where('evidence.region_id', '=', context.regionId)
		.where('evidence_node.assessment_id', '=', assessmentId)
		.where('evidence.removed_at', 'is', null)
		.orderBy('evidence.holds_from')
		.orderBy('evidence.added_at')
		.orderBy('evidence.id')
		.execute();
	return [...Map.groupBy(rows, (row) => row.id).values()].flatMap(([row, ...more]): SnapshotEvidence[] => {
		if (!row) return [];
		const kind = row.kind as SnapshotEvidence['kind'];
		const detail = { file: row.file_name, link: row.url, note: row.note }[kind] ?? '';
		return [{ kind, title: row.title, detail, holdsFrom: row.holds_from, expiresOn: row.expires_on, nodes: [row, ...more].map((r) => r.node_id) }];
	});
}

/** An issued report: the language and the address of its bytes. */
export interface IssuedReport {
	readonly locale: Locale;
	readonly sha256: string;
	readonly issuedAt: Date;
}

/** The report that was issued from exactly this snapshot; undefined when there is none yet. */
export async function findReport(context: Context, assessmentId: string, locale: Locale, snapshotSha256: string): Promise<{ sha256: string } | undefined> {
	return context.tx
		.selectFrom('report')
		.select('sha256')
		.where('region_id', '=', context.regionId)
		.where('assessment_id', '=', assessmentId)
		.where('locale', '=', locale)
		.where('snapshot_sha256', '=', snapshotSha256)
		.executeTakeFirst();
}

/** Keeps an issued report; false when another request issued the same one first. */
export async function insertReport(context: Context, report: { assessmentId: string; locale: Locale; snapshot: string; snapshotSha256: string; sha256: string }): Promise<boolean> {
	const inserted = await context.tx
		.insertInto('report')
		.values({
			region_id: context.regionId,
			id: context.newId(),
			assessment_id: report.assessmentId,
			locale: report.locale,
			snapshot: report.snapshot,
			snapshot_sha256: report.snapshotSha256,
			sha256: report.sha256,
			issued_at: context.now,
			issued_by: context.actor.personId
		})
		.onConflict((conflict) => conflict.columns(['region_id', 'assessment_id', 'locale', 'snapshot_sha256']).doNothing())
		.returning('id')
		.executeTakeFirst();
	return inserted !== undefined;
}

/** The newest issued reports of an assessment. */
export async function readIssued(context: Context, assessmentId: string, most: number): Promise<IssuedReport[]> {
	const rows = await context.tx
		.selectFrom('report')
		.select(['locale', 'sha256', 'issued_at'])
		.where('region_id', '=', context.regionId)
		.where('assessment_id', '=', assessmentId)
		.orderBy('issued_at', 'desc')
		.orderBy('id')
		.limit(most)
		.execute();
	return rows.flatMap((row) => (isLocale(row.locale) ? [{ locale: row.locale, sha256: row.sha256, issuedAt: row.issued_at }] : []));
}
