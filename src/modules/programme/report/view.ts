import { dayInSentence, formatDay, formatMoney } from '#i18n/format.ts';
import { messageOf } from '#i18n/text.ts';
import type { Locale } from '#platform/locale.ts';
import { roundHalfUp } from '#platform/ratio.ts';
import { indicatorStanding, plainDecimal, type TaskCounts } from '../rules.ts';
import type { Block, MonitoringSnapshot, MonitoringView, SnapshotIndicator, SnapshotNode } from './model.ts';

/** Words of the report's language. */
class Words {
	readonly locale: Locale;
	constructor(locale: Locale) {
		this.locale = locale;
	}
	say(key: string, params: Record<string, unknown> = {}): string {
		return messageOf(`programme_${key}`, params, this.locale);
	}
	day(day: string): string {
		return formatDay(day, this.locale);
	}
	/** A decimal text with the language's decimal sign. */
	number(decimal: string): string {
		return (this.locale === 'en' ? decimal : decimal.replace('.', ',')).replace(/^-/, '−');
	}
}

/** The snapshot in words: every number written out, every label in the report's language. Pure. `sha256` names the data. */
export function monitoringView(snapshot: MonitoringSnapshot, sha256: string): MonitoringView {
	const w = new Words(snapshot.locale);
	const { programme, year } = snapshot;
	const kind = w.say('report_kind', { year });
	return {
		region: snapshot.region,
		kind,
		name: programme.name,
		running: `${kind} · ${programme.name}`,
		facts: [
			{ term: w.say('years'), text: `${programme.fromYear}–${programme.toYear}` },
			{ term: w.say('report_as_of'), text: w.day(snapshot.asOf) },
			{ term: w.say('tasks'), text: String(snapshot.counts.total) },
			...(programme.source === '' ? [] : [{ term: w.say('source'), text: programme.source }])
		],
		notes: [...(programme.invented ? [w.say('invented_text')] : []), ...(snapshot.demo ? [w.say('report_demo')] : [])],
		contents: w.say('report_contents'),
		page: w.say('report_page'),
		blocks: [...overview(snapshot, w), ...inYear(snapshot, w), ...snapshot.nodes.flatMap((node) => nodeBlocks(node, snapshot, w)), ...projects(snapshot, w), ...method(snapshot, sha256, w)]
	};
}

const walk = (nodes: readonly SnapshotNode[]): SnapshotNode[] => nodes.flatMap((node) => [node, ...walk(node.children)]);
const nameOf = ({ code, name }: SnapshotNode): string => `${code} ${name}`;

function countRow(counts: TaskCounts): string[] {
	return [counts.total, counts.done, counts.underWay, counts.notBegun, counts.notSaid, counts.overdue].map(String);
}

function overview(snapshot: MonitoringSnapshot, w: Words): Block[] {
	const { counts, programme } = snapshot;
	const tasks = walk(snapshot.nodes).filter(({ task }) => task !== null);
	const wanting = tasks.filter(({ task }) => task?.overdue || task?.state === 'not-said');
	const rows = walk(snapshot.nodes).filter(({ kind }) => kind !== 'task');
	return [
		{ kind: 'heading', level: 1, text: w.say('report_overview') },
		...(programme.about === '' ? [] : [{ kind: 'text', text: programme.about } as const]),
		{ kind: 'text', text: counts.total === 0 ? w.say('report_no_tasks') : w.say('report_sentence', { total: counts.total, done: counts.done, underWay: counts.underWay, notBegun: counts.notBegun, notSaid: counts.notSaid, overdue: counts.overdue, day: dayInSentence(snapshot.asOf, w.locale) }) },
		{
			kind: 'table',
			caption: w.say('counts_caption'),
			header: [w.say('node'), w.say('tasks'), w.say('state_done'), w.say('state_under_way'), w.say('state_not_begun'), w.say('state_not_said'), w.say('overdue')],
			rows: [...rows.map((node) => [nameOf(node), ...countRow(node.counts)]), [w.say('counts_whole'), ...countRow(counts)]],
			numeric: [1, 2, 3, 4, 5, 6]
		},
		{ kind: 'heading', level: 2, text: w.say('report_attention') },
		...(wanting.length === 0
			? [{ kind: 'text', text: w.say('report_attention_none') } as const]
			: [{ kind: 'list', items: wanting.map((node) => `${nameOf(node)}: ${[node.task?.overdue && node.task.dueOn ? w.say('overdue_since', { day: dayInSentence(node.task.dueOn, w.locale) }) : '', node.task?.state === 'not-said' ? w.say('not_said_yet') : ''].filter((part) => part !== '').join('; ')}`) } as const])
	];
}

function inYear(snapshot: MonitoringSnapshot, w: Words): Block[] {
	const said = walk(snapshot.nodes).flatMap((node) => (node.task?.inYear ?? []).map((entry) => ({ node, entry }))).sort((a, b) => (a.entry.onDate < b.entry.onDate ? -1 : 1));
	const heading: Block = { kind: 'heading', level: 1, text: w.say('report_in_year', { year: snapshot.year }) };
	if (said.length === 0) return [heading, { kind: 'text', text: w.say('report_in_year_none', { year: snapshot.year }) }];
	return [heading, { kind: 'table', caption: w.say('report_in_year_caption', { year: snapshot.year }), header: [w.say('task'), w.say('day'), w.say('percent'), w.say('reason')], rows: said.map(({ node, entry }) => [nameOf(node), w.day(entry.onDate), `${entry.percent} %`, entry.reason]), numeric: [2] }];
}

function nodeBlocks(node: SnapshotNode, snapshot: MonitoringSnapshot, w: Words): Block[] {
	const level = ({ priority: 1, direction: 2, task: 3 } as const)[node.kind];
	return [
		{ kind: 'heading', level, text: nameOf(node) },
		...(node.about === '' ? [] : [{ kind: 'text', text: node.about } as const]),
		...(node.task ? [{ kind: 'facts', rows: taskFacts(node, w) } as const] : node.kind === 'direction' || node.children.length === 0 ? [{ kind: 'text', text: countsText(node.counts, w) } as const] : []),
		...node.indicators.flatMap((indicator) => indicatorBlocks(indicator, snapshot.year, w)),
		...(node.projects.length === 0 ? [] : [{ kind: 'facts', rows: [{ term: w.say('projects'), text: node.projects.map(({ code, title }) => (code === '' ? title : `${title} (${code})`)).join('; ') }] } as const]),
		...(node.actions.length === 0 ? [] : [{ kind: 'list', items: node.actions.map((a) => [`${w.say(`link_${a.kind}`)}: ${a.title}`, a.onDate === null ? '' : w.day(a.onDate), a.address].filter((part) => part !== '').join(', ')) } as const]),
		...node.children.flatMap((child) => nodeBlocks(child, snapshot, w))
	];
}

const countsText = (counts: TaskCounts, w: Words): string =>
	counts.total === 0 ? w.say('no_tasks') : w.say('counts_text', { total: counts.total, done: counts.done, underWay: counts.underWay, notBegun: counts.notBegun, notSaid: counts.notSaid });

function taskFacts({ task }: SnapshotNode, w: Words): { term: string; text: string }[] {
	if (task === null) return [];
	const state = w.say(`state_${task.state.replaceAll('-', '_')}`);
	return [
		{ term: w.say('state'), text: task.said ? w.say('said_on', { percent: task.said.percent, state, day: w.day(task.said.onDate) }) : w.say('not_said_yet') },
		...(task.said ? [{ term: w.say('reason'), text: task.said.reason }] : []),
		{ term: w.say('due'), text: task.dueOn === null ? w.say('due_none') : task.overdue ? `${w.day(task.dueOn)} (${w.say('overdue_word')})` : w.day(task.dueOn) },
		{ term: w.say('responsible'), text: task.bodies.length === 0 ? w.say('responsible_none') : task.bodies.join('; ') },
		...(task.funding === '' && task.amount === null ? [] : [{ term: w.say('funding'), text: [task.funding, task.amount === null ? '' : formatMoney(task.amount.amount, task.amount.currency, w.locale)].filter((part) => part !== '').join(', ') }])
	];
}

function indicatorBlocks(indicator: SnapshotIndicator, year: number, w: Words): Block[] {
	const { standing, share } = indicatorStanding({ values: indicator.values, baseline: indicator.baseline?.value ?? null, target: indicator.target?.value ?? null, direction: indicator.direction }, year);
	const years = indicator.values.map((value) => value.year);
	const [first, last] = [Math.min(...years), Math.max(...years, year)];
	const known = new Map(indicator.values.map((value) => [value.year, value]));
	const figure = (value: { value: string; year: number | null } | null): string => (value === null ? w.say('unknown') : value.year === null ? w.number(value.value) : `${w.number(value.value)} (${value.year})`);
	const rows = years.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i).map((of) => [String(of), known.has(of) ? w.number(known.get(of)?.value ?? '') : w.say('blank'), known.get(of)?.source ?? '']);
	return [
		{ kind: 'heading', level: 4, text: w.say('indicator_named', { name: indicator.name, unit: indicator.unit }) },
		{
			kind: 'facts',
			rows: [
				{ term: w.say('baseline'), text: figure(indicator.baseline) },
				{ term: w.say('target'), text: figure(indicator.target) },
				{ term: w.say('standing'), text: [w.say(`standing_${standing.replaceAll('-', '_')}`), share === null ? '' : w.say('share', { share: w.number(plainDecimal(roundHalfUp(share, 1))) })].filter((part) => part !== '').join(', ') },
				...(indicator.source === '' ? [] : [{ term: w.say('source'), text: indicator.source }])
			]
		},
		...(rows.length === 0 ? [] : [{ kind: 'table', caption: w.say('values_caption', { name: indicator.name, unit: indicator.unit }), header: [w.say('year'), w.say('value'), w.say('source')], rows, numeric: [1] } as const])
	];
}

function projects(snapshot: MonitoringSnapshot, w: Words): Block[] {
	const served = new Map<string, string[]>();
	for (const node of walk(snapshot.nodes)) for (const { code, title } of node.projects) served.set(code === '' ? title : `${title} (${code})`, [...(served.get(code === '' ? title : `${title} (${code})`) ?? []), node.code]);
	return [
		{ kind: 'heading', level: 1, text: w.say('report_projects') },
		...(served.size === 0 ? [{ kind: 'text', text: w.say('report_projects_none') } as const] : [{ kind: 'table', caption: w.say('report_projects_caption'), header: [w.say('project'), w.say('serves')], rows: [...served].map(([project, codes]) => [project, [...new Set(codes)].join(', ')]), numeric: [] } as const]),
		...(snapshot.unserving.length === 0 ? [] : [{ kind: 'heading', level: 2, text: w.say('unserving') } as const, { kind: 'list', items: snapshot.unserving.map(({ code, title }) => (code === '' ? title : `${title} (${code})`)) } as const])
	];
}

function method(snapshot: MonitoringSnapshot, sha256: string, w: Words): Block[] {
	return [
		{ kind: 'heading', level: 1, text: w.say('report_method') },
		{ kind: 'text', text: w.say('report_method_text', { day: dayInSentence(snapshot.asOf, w.locale) }) },
		{ kind: 'text', text: w.say('report_method_counts') },
		{ kind: 'text', text: w.say('report_method_projects') },
		{ kind: 'facts', rows: [{ term: w.say('report_fingerprint'), text: sha256 }] }
	];
}
