import { publicRegion } from '#modules/project/index.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { loadProgramme, loadWhole, type NodeView } from '../loading.ts';
import type { NamedProject } from '../model.ts';
import { yearsOf } from '../queries.ts';
import { lastDayOf, type Branch } from '../rules.ts';
import type { MonitoringSnapshot, SnapshotNode, SnapshotProject } from './model.ts';

/**
 * Everything that the monitoring report of a year says in one language: the programme as it stood at the year's end, or
 * today while the year runs. It names the projects that visitors see and no others, whoever asks. NotFound for an unknown
 * programme and for a year before it or to come.
 */
export async function monitoringSnapshot(context: Context, programmeId: string, year: number, locale: Locale): Promise<MonitoringSnapshot> {
	const programme = await loadProgramme(context, programmeId);
	const today = dayOf(context.now);
	if (!yearsOf(programme, today).includes(year)) throw new NotFound();
	const asOf = lastDayOf(year, today);
	const whole = await loadWhole(context, programme, asOf, 'published');
	const { slug, name, fromYear, toYear, about, source, invented } = programme;
	return {
		format: 'socquality-monitoring/1',
		locale,
		region: inLocale((await publicRegion(context)).name, locale),
		programme: { slug, name: inLocale(name, locale), fromYear, toYear, about: inLocale(about, locale), source, invented },
		demo: context.demo,
		year,
		asOf,
		counts: whole.counts,
		nodes: whole.tree.map((branch) => nodeOf(branch, year, locale)),
		unserving: whole.unserving.map((project) => projectOf(project, locale))
	};
}

const projectOf = ({ code, acronym, title }: NamedProject, locale: Locale): SnapshotProject => ({ code: [acronym, code].filter((part) => part !== '').join(', '), title: inLocale(title, locale) });

function nodeOf({ node, children }: Branch<NodeView>, year: number, locale: Locale): SnapshotNode {
	return {
		kind: node.kind,
		code: node.code,
		name: inLocale(node.name, locale),
		about: inLocale(node.about, locale),
		counts: node.counts,
		task: taskOf(node, year, locale),
		indicators: node.indicators.map((indicator) => ({
			name: inLocale(indicator.name, locale),
			unit: inLocale(indicator.unit, locale),
			direction: indicator.direction,
			baseline: indicator.baseline === null ? null : { value: indicator.baseline, year: indicator.baselineYear },
			target: indicator.target === null ? null : { value: indicator.target, year: indicator.targetYear },
			values: indicator.values.filter((value) => value.year <= year).map(({ year: of, value, source }) => ({ year: of, value, source })),
			source: indicator.source
		})),
		projects: node.services.map(({ project }) => projectOf(project, locale)).sort((a, b) => (a.code < b.code ? -1 : 1)),
		actions: node.links.flatMap(({ kind, title, address, onDate }) => (kind === 'project' ? [] : [{ kind, title, address, onDate }])),
		children: children.map((child) => nodeOf(child, year, locale))
	};
}

function taskOf(node: NodeView, year: number, locale: Locale): SnapshotNode['task'] {
	const { standing } = node;
	if (standing === null) return null;
	const said = ({ percent, onDate, reason }: { percent: number; onDate: string; reason: string }) => ({ percent, onDate, reason });
	return {
		state: standing.state,
		said: standing.newest && said(standing.newest),
		overdue: standing.overdue,
		dueOn: node.dueOn,
		bodies: node.bodies.map(({ name }) => inLocale(name, locale)),
		funding: node.funding,
		amount: node.fundingAmount === null || node.fundingCurrency === null ? null : { amount: node.fundingAmount, currency: node.fundingCurrency },
		inYear: node.progress.filter(({ onDate }) => onDate.startsWith(`${year}-`)).toReversed().map(said)
	};
}
