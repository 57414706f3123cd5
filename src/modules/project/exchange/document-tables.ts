import type { Cell } from '#platform/sheets/index.ts';
import type { ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { number, plain, textCells, textColumns, type TabledProject, type TableName } from './model.ts';

interface DocumentTable {
	readonly columns: readonly string[];
	/** The rows of one project, without its address, which stands first in every row. */
	rows(project: TabledProject): Cell[][];
}

const reachedColumns = ['reached', 'reached_by', 'reached_note'];
const reachedCells = ({ achievements }: TabledProject, subject: Achievement['subject'], key: string): Cell[] => {
	const found = achievements.find((a) => a.subject === subject && a.key === key);
	return [plain(found?.reached ?? null), found?.byDay ?? null, found?.note || null];
};
const flag = (value: boolean): string => (value ? 'yes' : 'no');
const nameOf = (list: readonly { key: string; name: ProjectDocument['partners'][number]['name'] }[], key: string | null): Cell[] => textCells(list.find((item) => item.key === key)?.name ?? null);

/** Tables that are read from the version in force. */
export const documentTables: Partial<Record<TableName, DocumentTable>> = {
	projects: {
		columns: ['state', 'published', 'version', 'stage', 'in_force_from', 'acronym', ...textColumns('title'), ...textColumns('programme'), ...textColumns('priority'), ...textColumns('programme_objective'), 'from', 'to', 'precision', 'months', 'currency', 'total', 'total_eur'],
		rows: ({ state, published, version, stage, inForceFrom, totalEur, document: d }) => [
			[state, flag(published), version, stage, inForceFrom, d.acronym, ...textCells(d.title), ...textCells(d.programme.name), ...textCells(d.programme.priority), ...textCells(d.programme.objective), d.period.from, d.period.to, d.period.precision, d.period.months, d.currency, number(d.shares.find(({ partner }) => partner === null)?.total ?? null), number(totalEur)]
		]
	},
	codes: { columns: ['scheme', 'code'], rows: ({ document }) => document.codes.map(({ scheme, value }) => [scheme, value]) },
	partners: { columns: ['partner', 'role', ...textColumns('name'), 'country', 'from', 'to'], rows: ({ document }) => document.partners.map((p) => [p.key, p.role, ...textCells(p.name), p.country, p.from, p.to]) },
	funds: { columns: ['fund', 'kind', ...textColumns('name')], rows: ({ document }) => document.funds.map((f) => [f.key, f.kind, ...textCells(f.name)]) },
	shares: {
		columns: ['partner', ...textColumns('partner_name'), 'fund', ...textColumns('fund_name'), 'amount', 'currency', 'rate_percent'],
		rows: ({ document: { shares, partners, funds, currency } }) =>
			shares.flatMap(({ partner, total, funds: parts }): Cell[][] => [
				...(total === null ? [] : [[partner, ...nameOf(partners, partner), null, ...textCells(null), number(total), currency, null]]),
				...parts.map(({ fund, amount, rate }): Cell[] => [partner, ...nameOf(partners, partner), fund, ...nameOf(funds, fund), number(amount), currency, plain(rate)])
			])
	},
	budget: {
		columns: ['partner', ...textColumns('partner_name'), 'line', ...textColumns('line_name'), 'fund', ...textColumns('fund_name'), 'period', 'period_from', 'period_to', 'kind', 'amount', 'currency'],
		rows: ({ document: { budget, partners, lines, funds, periods, currency } }) =>
			budget.map((cell) => {
				const period = periods.find(({ key }) => key === cell.period);
				return [cell.partner, ...nameOf(partners, cell.partner), cell.line, ...nameOf(lines, cell.line), cell.fund, ...nameOf(funds, cell.fund), cell.period, period?.from ?? null, period?.to ?? null, cell.kind, number(cell.amount), currency];
			})
	},
	groups: { columns: ['group', 'kind', ...textColumns('name'), 'planned', ...reachedColumns], rows: (project) => project.document.groups.map((g) => [g.key, g.kind, ...textCells(g.name), g.planned, ...reachedCells(project, 'group', g.key)]) },
	objectives: { columns: ['objective', ...textColumns('text')], rows: ({ document }) => document.objectives.map(({ key, text }) => [key, ...textCells(text)]) },
	activities: {
		columns: ['package', ...textColumns('package_title'), 'activity', ...textColumns('title'), 'partner', 'from', 'to'],
		rows: ({ document }) => document.packages.flatMap((p) => p.activities.map((a) => [p.key, ...textCells(p.title), a.key, ...textCells(a.title), a.partner, a.from, a.to]))
	},
	deliverables: {
		columns: ['package', 'activity', 'deliverable', ...textColumns('title'), ...textColumns('unit'), 'planned', 'due', ...reachedColumns],
		rows: (project) => project.document.packages.flatMap((p) => p.activities.flatMap((a) => a.deliverables.map((d) => [p.key, a.key, d.key, ...textCells(d.title), ...textCells(d.unit), d.planned, d.due, ...reachedCells(project, 'deliverable', d.key)])))
	},
	indicators: {
		columns: ['indicator', 'kind', 'code', ...textColumns('name'), ...textColumns('unit'), 'baseline', 'baseline_on', 'target', 'at_least', ...reachedColumns],
		rows: (project) => project.document.indicators.map((i) => [i.key, i.kind, i.code, ...textCells(i.name), ...textCells(i.unit), plain(i.baseline), i.baselineOn, plain(i.target), flag(i.atLeast), ...reachedCells(project, 'indicator', i.key)])
	},
	'planned-objects': {
		columns: ['object', 'partner', ...textColumns('place'), 'ownership', ...textColumns('what'), 'quantity', 'cost', 'currency'],
		rows: ({ document }) => document.objects.map((o) => [o.key, o.partner, ...textCells(o.place), o.ownership, ...textCells(o.what), o.quantity, number(o.cost), o.cost === null ? null : document.currency])
	},
	compliance: { columns: ['entry', ...textColumns('document'), ...textColumns('priority'), ...textColumns('direction')], rows: ({ document }) => document.compliance.map((c) => [c.key, ...textCells(c.document), ...textCells(c.priority), ...textCells(c.direction)]) },
	documents: { columns: ['document', 'kind', 'title', 'issued_on', 'address'], rows: ({ document }) => document.documents.map((d) => [d.key, d.kind, d.title, d.issuedOn, d.address]) },
	sources: {
		columns: ['figure', 'document', 'document_title', 'place'],
		rows: ({ document }) => Object.entries(document.sources).sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, source]) => [path, source.document, document.documents.find(({ key }) => key === source.document)?.title ?? null, source.place])
	}
};
