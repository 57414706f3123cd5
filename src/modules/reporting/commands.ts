import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { readFile, storeFile } from '#platform/files/index.ts';
import type { Locale } from '#platform/locale.ts';
import type { ReportSnapshot } from './model.ts';
import { requireProfile } from './policy.ts';
import { reportSnapshot } from './queries.ts';
import { canonicalSnapshot, renderReport, snapshotHash } from './render.ts';
import { findReport, insertReport } from './store.ts';

/** Opens a transaction as the person who asks; `locals.run` of a request, or one made by the command line. */
export type Run = <T>(work: (context: Context) => Promise<T>) => Promise<T>;

export interface IssuedFile {
	readonly sha256: string;
	readonly bytes: Uint8Array;
	/** `viesites-dienas-centrs.lv.pdf` */
	readonly fileName: string;
}

/** A report is text and lines; anything larger is a fault. */
const limits = { maxBytes: 20 * 1024 * 1024 };

/**
 * Issues the report of an assessment: the bytes kept for an unchanged snapshot, else newly made ones, which are kept.
 * No transaction is open while the document is made. Errors as for `reportSnapshot`; AppError 503 when too many
 * documents wait.
 */
export async function issueReport(run: Run, assessmentId: string, locale: Locale): Promise<IssuedFile> {
	const { snapshot, kept } = await run(async (context) => {
		const read = await reportSnapshot(context, assessmentId, locale);
		return { snapshot: read, kept: await keptReport(context, assessmentId, read) };
	});
	const fileName = `${snapshot.institution.slug}.${locale}.pdf`;
	if (kept) return { ...kept, fileName };
	const bytes = await renderReport(snapshot);
	return { ...(await run((context) => keepReport(context, { assessmentId, snapshot, bytes }))), fileName };
}

async function keptReport(context: Context, assessmentId: string, snapshot: ReportSnapshot): Promise<{ sha256: string; bytes: Uint8Array } | null> {
	const found = await findReport(context, assessmentId, snapshot.locale, snapshotHash(snapshot));
	if (!found) return null;
	const parts: Uint8Array[] = [];
	for await (const part of readFile(context, found.sha256)) parts.push(part);
	return { sha256: found.sha256, bytes: Buffer.concat(parts) };
}

/** Keeps a report with its snapshot. Whoever was first with the same snapshot stays: its bytes are answered. */
async function keepReport(context: Context, made: { assessmentId: string; snapshot: ReportSnapshot; bytes: Uint8Array }): Promise<{ sha256: string; bytes: Uint8Array }> {
	const { profile } = await requireProfile(context, made.assessmentId);
	const { assessmentId, snapshot, bytes } = made;
	const { sha256 } = await storeFile(context, once(bytes), limits);
	const snapshotSha256 = snapshotHash(snapshot);
	if (await insertReport(context, { assessmentId, locale: snapshot.locale, snapshot: canonicalSnapshot(snapshot), snapshotSha256, sha256 })) {
		await audit(context, { action: 'report.issued', subject: { kind: 'assessment', id: assessmentId }, institutionId: profile.institution.id, after: { locale: snapshot.locale, sha256, snapshot_sha256: snapshotSha256 } });
		return { sha256, bytes };
	}
	return (await keptReport(context, assessmentId, snapshot)) ?? { sha256, bytes };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}
