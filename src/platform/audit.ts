import type { Context } from './context.ts';

export interface AuditEntry {
	/** What happened, as a verb of the domain: "cycle.opened", "consensus.agreed". */
	readonly action: string;
	readonly subject: { readonly kind: string; readonly id: string };
	/** The institution whose lead may read the entry; absent for matters of the region. */
	readonly institutionId?: string | null;
	/** Only the fields that changed. Personal values never: pass them through `digest`. */
	readonly before?: Record<string, unknown>;
	readonly after?: Record<string, unknown>;
}

/**
 * Writes what a command did into the insert-only audit table, inside the command's transaction. The entry is sealed
 * into the region's chain later, by the sealer. A score before consensus is opened audits only that it was saved.
 */
export const audit = (context: Context, entry: AuditEntry): Promise<void> => auditAll(context, [entry]);

/** Writes several entries of one command at once. */
export async function auditAll(context: Context, entries: readonly AuditEntry[]): Promise<void> {
	if (entries.length === 0) return;
	await context.tx
		.insertInto('audit')
		.values(
			entries.map((entry) => ({
				region_id: context.regionId,
				id: context.newId(),
				at: context.now,
				actor_id: context.actor.personId,
				action: entry.action,
				subject_kind: entry.subject.kind,
				subject_id: entry.subject.id,
				institution_id: entry.institutionId ?? null,
				before: entry.before ? JSON.stringify(entry.before) : null,
				after: entry.after ? JSON.stringify(entry.after) : null
			}))
		)
		.execute();
}
