import { auditPageSize, readAudit } from '#platform/audit-read.ts';
import { formatMoment } from '#i18n/format.ts';
import type { PageServerLoad } from './$types';

const fieldsOf = (values: Record<string, unknown> | null) => Object.entries(values ?? {}).map(([field, value]) => ({ field, value: typeof value === 'string' ? value : JSON.stringify(value) }));

export const load: PageServerLoad = ({ locals, url }) =>
	locals.run(async (context) => {
		const asked = new Date(url.searchParams.get('before') ?? '');
		// PostgreSQL takes no NUL, and years that only JavaScript knows are no moments of the audit.
		const action = (url.searchParams.get('action') ?? '').replaceAll('\0', '').slice(0, 60);
		const moment = asked.getTime() > 0 && asked.getUTCFullYear() <= 9999;
		const rows = await readAudit(context, { ...(moment ? { before: asked } : {}), ...(action ? { action } : {}) });
		const shown = rows.slice(0, auditPageSize);
		const last = shown.at(-1);
		const older = rows.length > auditPageSize && last ? `?before=${encodeURIComponent(last.at.toISOString())}${action ? `&action=${encodeURIComponent(action)}` : ''}` : null;
		return {
			action,
			older,
			rows: shown.map((row) => ({ id: row.id, at: formatMoment(row.at, context.locale), actor: row.actorName, action: row.action, subject: `${row.subjectKind} ${row.subjectId}`, before: fieldsOf(row.before), after: fieldsOf(row.after), withheld: row.withheld, seq: row.seq }))
		};
	});
