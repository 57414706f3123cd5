import { sql } from 'kysely';
import type { Context } from './context.ts';
import { runsRegion } from './access.ts';
import { NotFound } from './errors.ts';

export interface AuditView {
	readonly id: string;
	readonly at: Date;
	/** Null for the program itself, or for a person whose record was erased. */
	readonly actorName: string | null;
	readonly action: string;
	readonly subjectKind: string;
	readonly subjectId: string;
	readonly before: Record<string, unknown> | null;
	readonly after: Record<string, unknown> | null;
	/** The content is kept from the reader because the assessment is not signed. */
	readonly withheld: boolean;
	/** The link's place in the chain; null until it is sealed. */
	readonly seq: number | null;
}

export const auditPageSize = 50;

/** Actions whose content only the institution may know until its head has signed. */
const hiddenUntilSigned = ['consensus.agreed', 'score.changed_after_opening'];

/**
 * A page of the region's audit, newest first; only for those who run the region. What a group agreed is left out of an
 * entry until that assessment is signed: the audit must not tell more than the pages do.
 */
export async function readAudit(context: Context, page: { before?: Date; action?: string }): Promise<AuditView[]> {
	if (!runsRegion(context.actor)) throw new NotFound();
	let query = context.tx
		.selectFrom('audit')
		.leftJoin('audit_seal', (join) => join.onRef('audit_seal.region_id', '=', 'audit.region_id').onRef('audit_seal.audit_id', '=', 'audit.id'))
		.leftJoin('person', 'person.id', 'audit.actor_id')
		.leftJoin('assessment', (join) => join.onRef('assessment.region_id', '=', 'audit.region_id').on(sql`assessment.id::text`, '=', sql.ref('audit.subject_id')))
		.select(['audit.id', 'audit.at', 'person.name as actor', 'person.erased_at', 'audit.action', 'audit.subject_kind', 'audit.subject_id', 'audit.before', 'audit.after', 'audit_seal.seq', 'assessment.state as assessment_state'])
		.where('audit.region_id', '=', context.regionId)
		.orderBy('audit.at', 'desc')
		.orderBy('audit.id')
		.limit(auditPageSize + 1);
	if (page.before) query = query.where('audit.at', '<', page.before);
	if (page.action) query = query.where('audit.action', 'like', `${page.action.replace(/[%_\\]/g, '\\$&')}%`);
	return (await query.execute()).map((row) => {
		const withheld = hiddenUntilSigned.includes(row.action) && row.assessment_state !== 'signed';
		return {
		id: row.id,
		at: row.at,
		actorName: row.erased_at ? null : row.actor,
		action: row.action,
		subjectKind: row.subject_kind,
		subjectId: row.subject_id,
		before: withheld ? null : (row.before as Record<string, unknown> | null),
		after: withheld ? null : (row.after as Record<string, unknown> | null),
		withheld,
		seq: row.seq
		};
	});
}
