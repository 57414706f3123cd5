import { messageOf } from '#i18n/text.ts';
import { dayOf } from '#platform/clock.ts';
import { Figures } from './figures.ts';
import type { ReportSnapshot, SnapshotNode } from './model.ts';
import { perceptionLines } from './perception.ts';
import { chartNodes, extremes, rankedAreas, rankedStrengths, walk } from './order.ts';

const labelKeys = [
	'contents', 'key', 'key_text', 'key_blank', 'range', 'level', 'value', 'spread', 'bands', 'summary', 'whole_summary', 'top_strengths', 'top_areas', 'none_noted', 'profile', 'profile_text', 'criterion', 'sub_criterion', 'score',
	'spread_short', 'coverage_short', 'previous_short', 'limiters', 'reason', 'justification', 'strengths', 'improvements', 'priority', 'dissent', 'evidence', 'criteria', 'areas', 'areas_text', 'evidence_list',
	'no_evidence', 'number', 'evidence_kind', 'holds', 'supports', 'method', 'facts', 'fact', 'fact_value'
] as const;

/** The summary keeps to one page: the most strengths and areas there (the template shows fewer where they do not fit), and how long texts may be. */
const [topCount, topLength, summaryLength] = [5, 140, 700];

/**
 * The snapshot as the template needs it: every number in words or as a share of a bar's width, every label in the
 * reader's language. Pure. `snapshotSha256` names the data in the method page.
 */
export function reportView(snapshot: ReportSnapshot, snapshotSha256: string): Record<string, unknown> {
	const f = new Figures(snapshot);
	const state = stateText(snapshot, f);
	return {
		labels: { ...Object.fromEntries(labelKeys.map((key) => [key, f.text(key)])), ...(snapshot.perception ? { perception: messageOf('figures_perception', {}, snapshot.locale) } : {}) },
		running: `${snapshot.institution.name} · ${snapshot.cycle.name}`,
		draft: snapshot.state === 'signed' ? null : f.text('draft'),
		demo: snapshot.demo ? f.text('demo') : null,
		previousName: shownPrevious(snapshot),
		previousNote: previousNote(snapshot, f),
		cover: cover(snapshot, f, state),
		scales: snapshot.scales.map((scale) => ({
			levels: scale.levels.map((level) => ({ range: level.from === level.to ? `${level.from}` : `${level.from}–${level.to}`, name: level.name }))
		})),
		summary: summary(snapshot, f),
		chart: chart(snapshot, f),
		profile: profile(snapshot, f),
		limiters: snapshot.limiters.map((l) => ({ title: l.title, explanation: l.explanation, state: f.text(`limiter_${l.state.replace('-', '_')}`) })),
		criteria: snapshot.nodes.map((node) => section(node, snapshot, f)),
		areas: rankedAreas(snapshot).map((node) => ({ priority: priorityText(node, f), name: nameOf(node), shown: f.shown(node), text: node.improvements })),
		showEvidence: !snapshot.outside,
		evidence: snapshot.evidence.map((e, i) => ({
			number: `${i + 1}`,
			title: e.title,
			detail: e.detail,
			kind: f.text(`evidence_${e.kind}`),
			holds: e.expiresOn ? f.text('holds_between', { from: f.day(e.holdsFrom), to: f.day(e.expiresOn) }) : f.text('holds_from', { from: f.day(e.holdsFrom) }),
			supports: e.nodes.join(', ')
		})),
		method: method(snapshot, f, state, snapshotSha256)
	};
}

/** A node as people call it: "1.2 Strategy"; ids that are words stay in the file of the methodology. */
export const nameOf = (node: { id: string; title: string }): string => (node.title === '' ? node.id : /\d/.test(node.id) || node.id.length <= 3 ? `${node.id} ${node.title}` : node.title);
const priorityText = (node: SnapshotNode, f: Figures): string => f.text(`priority_${node.priority ?? 'none'}`);

function stateText(snapshot: ReportSnapshot, f: Figures): string {
	if (snapshot.state !== 'signed') return f.text(`state_${snapshot.state}`);
	return snapshot.signedBy === null ? f.text('state_signed') : f.text('state_signed_by', { name: snapshot.signedBy });
}

/** The name of the previous cycle when its values stand beside these. */
const shownPrevious = ({ cycle, nodes }: ReportSnapshot): string | null => (cycle.previous?.refused === null && walk(nodes).some(({ node }) => node.previous !== null) ? cycle.previous.name : null);

function previousNote({ cycle }: ReportSnapshot, f: Figures): string | null {
	const refused = cycle.previous?.refused;
	return cycle.previous && refused ? f.text(`previous_${refused.replace('-', '_')}`, { name: cycle.previous.name }) : null;
}

interface Fact {
	readonly term: string;
	readonly text: string;
}
function mainFacts(snapshot: ReportSnapshot, f: Figures, state: string): Fact[] {
	const { cycle, methodology, institution } = snapshot;
	return [
		{ term: f.text('fact_municipality'), text: institution.municipality },
		{ term: f.text('fact_cycle'), text: cycle.name },
		{ term: f.text('fact_period'), text: `${f.day(cycle.startsOn)} – ${f.day(cycle.endsOn)}` },
		{ term: f.text('fact_methodology'), text: f.text('fact_version', { title: methodology.title, version: methodology.version }) },
		{ term: f.text('fact_mode'), text: methodology.mode.title },
		{ term: f.text('fact_state'), text: state },
		{ term: f.text('fact_date'), text: f.day(dayOf(new Date(snapshot.timestamp))) }
	].filter((fact) => fact.text !== '');
}

function cover(snapshot: ReportSnapshot, f: Figures, state: string) {
	const { institution, methodology } = snapshot;
	const notes = [methodology.adaptation, ...(snapshot.demo ? [f.text('demo')] : []), ...(institution.invented ? [f.text('invented')] : [])];
	const titleSize = institution.name.length > 110 ? 19 : institution.name.length > 60 ? 24 : 31;
	return { region: snapshot.region, kind: f.text('kind'), institution: institution.name, titleSize, facts: mainFacts(snapshot, f, state), notes };
}

function summary(snapshot: ReportSnapshot, f: Figures) {
	const coverage = walk(snapshot.nodes).filter(({ node }) => node.scored).map(({ node }) => node.coverage);
	const sum = (pick: 'judged' | 'total' | 'notApplicable'): number => coverage.reduce((total, c) => total + c[pick], 0);
	const ends = extremes(snapshot);
	const sentences = [
		...(snapshot.overall ? [f.text('overall_is', { value: f.number(snapshot.overall.value, snapshot.overall.scale) })] : []),
		f.text('judged_of', { judged: sum('judged'), total: sum('total') }),
		...(sum('notApplicable') > 0 ? [f.text('not_applicable_count', { count: sum('notApplicable') })] : []),
		...(ends ? [f.text('highest', { name: nameOf(ends.highest), value: f.shown(ends.highest) }), f.text('lowest', { name: nameOf(ends.lowest), value: f.shown(ends.lowest) })] : [])
	];
	const short = (nodes: SnapshotNode[], pick: 'strengths' | 'improvements') => nodes.slice(0, topCount).map((node) => ({ name: nameOf(node), text: shortened(node[pick], topLength) }));
	const text = shortened(snapshot.summary, summaryLength);
	return { most: topCount, text, whole: text.endsWith('…') ? snapshot.summary : '', sentence: sentences.join(' '), strengths: short(rankedStrengths(snapshot), 'strengths'), areas: short(rankedAreas(snapshot), 'improvements') };
}

/** The beginning of a text, cut between words, so that the summary keeps to its page; the whole stands further back. */
export function shortened(text: string, length: number): string {
	const flat = text.replace(/\s+/g, ' ').trim();
	if (flat.length <= length) return flat;
	const cut = flat.slice(0, length);
	const space = cut.lastIndexOf(' ');
	return `${cut.slice(0, space > length / 2 ? space : length).replace(/[\s,;:.–-]+$/, '')}…`;
}

function chart(snapshot: ReportSnapshot, f: Figures) {
	const nodes = chartNodes(snapshot.nodes);
	const describe = (node: SnapshotNode): string => [`${nameOf(node)}: ${f.shown(node)}`, ...facts(node, f, ['spread', 'previous'])].join(', ');
	return {
		alt: f.text('alt', { rows: nodes.map((node) => `${describe(node)}.`).join(' ') }),
		rows: nodes.map((node) => ({ name: nameOf(node), shown: f.shown(node), judged: node.value !== null, bar: f.bar(node) }))
	};
}

type FactName = 'spread' | 'evaluators' | 'previous' | 'coverage';
function facts(node: SnapshotNode, f: Figures, wanted: readonly FactName[]): string[] {
	const between = (key: string, spread: { low: string; high: string } | null): string[] => (spread ? [f.text(key, { range: f.range(spread, node) })] : []);
	return wanted.flatMap((name) => {
		if (name === 'spread') return between('members_between', node.spread);
		if (name === 'evaluators') return between('evaluators_between', node.evaluators);
		if (name === 'previous') return node.previous === null ? [] : [f.text('previous_was', { value: f.of(node, node.previous) })];
		return [f.text('coverage_is', { judged: node.coverage.judged, total: node.coverage.total })];
	});
}

function profile(snapshot: ReportSnapshot, f: Figures) {
	const overall = snapshot.overall && { depth: 0, name: f.text('overall'), shown: f.number(snapshot.overall.value, snapshot.overall.scale), judged: true, level: snapshot.overall.level ?? '', spread: '', coverage: '', previous: '' };
	const rows = walk(snapshot.nodes).map(({ node, depth }) => ({
		depth,
		name: nameOf(node),
		shown: f.shown(node),
		judged: node.value !== null,
		level: node.level ?? '',
		spread: node.spread ? f.range(node.spread, node) : '',
		coverage: node.scored ? '' : `${node.coverage.judged}/${node.coverage.total}`,
		previous: node.previous === null ? '' : f.of(node, node.previous)
	}));
	return overall ? [...rows, overall] : rows;
}

function section(node: SnapshotNode, snapshot: ReportSnapshot, f: Figures): Record<string, unknown> {
	const entered = node.entered.length > 1 ? [node.entered.map((e) => `${e.name} ${e.value}`).join(', ')] : [];
	const reasoned = node.noValue === 'not-applicable' || (node.scored && node.value === null);
	return {
		name: nameOf(node),
		about: node.about,
		scored: node.scored,
		hasScore: node.scored || node.scale !== null,
		shown: f.shown(node),
		judged: node.value !== null,
		level: node.level ?? '',
		bar: f.bar(node),
		facts: [...entered, ...facts(node, f, node.scored ? ['spread', 'evaluators', 'previous'] : ['coverage', 'spread', 'evaluators', 'previous'])],
		limited: node.limited ? f.text('limited', { by: node.limited.by, from: f.of(node, node.limited.from) }) : '',
		reason: reasoned ? node.justification : '',
		justification: reasoned ? '' : node.justification,
		strengths: node.strengths,
		improvements: node.improvements,
		priority: node.priority === null ? '' : priorityText(node, f),
		dissent: node.dissent,
		evidence: node.evidence.flatMap((number) => {
			const found = snapshot.evidence[number - 1];
			return found ? [`${number}. ${found.title}`] : [];
		}),
		...(snapshot.perception ? { perception: perceptionLines(snapshot.perception, node.id, snapshot.locale) } : {}),
		children: node.children.map((child) => section(child, snapshot, f))
	};
}

function method(snapshot: ReportSnapshot, f: Figures, state: string, snapshotSha256: string) {
	const { methodology } = snapshot;
	return {
		parts: [
			{ title: f.text('method_methodology'), paragraphs: [methodology.adaptation, `${methodology.mode.title}. ${methodology.mode.text}`] },
			{ title: f.text('method_rules'), paragraphs: ['consensus', 'mean', 'blank', 'level', 'spread'].map((rule) => f.text(`method_rule_${rule}`)) },
			{ title: f.text('method_made'), paragraphs: [f.text('method_made_text'), ...(snapshot.outside ? [f.text('outside')] : []), ...(snapshot.demo ? [f.text('demo')] : [])] }
		],
		facts: [
			...mainFacts(snapshot, f, state),
			{ term: f.text('fact_group'), text: `${snapshot.groupSize}` },
			{ term: f.text('fact_methodology_hash'), text: methodology.sha256 },
			{ term: f.text('fact_snapshot_hash'), text: snapshotSha256 }
		]
	};
}
