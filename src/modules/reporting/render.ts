import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { messageOf } from '#i18n/text.ts';
import { renderPdf } from '#platform/typst/index.ts';
import { ReportSnapshot } from './model.ts';
import { reportView } from './view.ts';

const template = 'src/modules/reporting/templates/report.typ';

/** The canonical JSON (RFC 8785) of a snapshot: what is hashed and kept. */
export function canonicalSnapshot(snapshot: ReportSnapshot): string {
	const text = canonicalize(snapshot);
	if (text === undefined) throw new TypeError('A snapshot is always an object');
	return text;
}

export const snapshotHash = (snapshot: ReportSnapshot): string => createHash('sha256').update(canonicalSnapshot(snapshot)).digest('hex');

/**
 * The report as a tagged PDF/UA-1 file, from its snapshot alone: no database, no clock. The same snapshot gives the same
 * bytes. Throws when the value is no snapshot.
 */
export async function renderReport(snapshot: ReportSnapshot): Promise<Uint8Array> {
	const checked = ReportSnapshot.parse(snapshot);
	const title = `${messageOf('report_kind', {}, checked.locale)}: ${checked.institution.name}, ${checked.cycle.name}`;
	return renderPdf(template, reportView(checked, snapshotHash(checked)), { locale: checked.locale, timestamp: new Date(checked.timestamp), title });
}
