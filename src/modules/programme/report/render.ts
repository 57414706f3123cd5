import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { renderPdf } from '#platform/typst/index.ts';
import type { ReportFormat } from '../model.ts';
import { renderDocx } from './docx.ts';
import { MonitoringSnapshot } from './model.ts';
import { monitoringView } from './view.ts';

const template = 'src/modules/programme/report/templates/monitoring.typ';

/** The canonical JSON (RFC 8785) of a snapshot: what is hashed and kept. */
export function canonicalSnapshot(snapshot: MonitoringSnapshot): string {
	const text = canonicalize(snapshot);
	if (text === undefined) throw new TypeError('A snapshot is always an object');
	return text;
}

export const snapshotHash = (snapshot: MonitoringSnapshot): string => createHash('sha256').update(canonicalSnapshot(snapshot)).digest('hex');

/**
 * The monitoring report from its snapshot alone, without database or clock: a tagged PDF/UA-1 file or a DOCX file. The same
 * snapshot gives the same bytes. Throws when the value is no snapshot, and AppError 503 when too many documents wait.
 */
export async function renderMonitoring(snapshot: MonitoringSnapshot, format: ReportFormat): Promise<Uint8Array> {
	const checked = MonitoringSnapshot.parse(snapshot);
	const view = monitoringView(checked, snapshotHash(checked));
	const options = { locale: checked.locale, timestamp: new Date(`${checked.asOf}T12:00:00Z`), title: `${view.kind}: ${view.name}` };
	return format === 'pdf' ? renderPdf(template, view, options) : renderDocx(view, options);
}
