import { dimensions, evaluationOf, findNode, type MethodologyDocument } from '#modules/methodology/index.ts';
import type { PerceptionFact, Profile, ProfileNode, Spread } from '#modules/results/index.ts';
import { inLocale, type Locale, type LocalizedText } from '#platform/locale.ts';
import { exact } from '#platform/ratio.ts';
import { perceptionSnapshot } from './perception.ts';
import type { ReportSnapshot, SnapshotEvidence, SnapshotNode, SnapshotScale } from './model.ts';

/** What a report says beside the profile. */
export interface ReportDetails {
	readonly outside: boolean;
	readonly region: LocalizedText;
	readonly municipality: LocalizedText;
	readonly document: MethodologyDocument;
	/** When it was signed, or last changed. */
	readonly timestamp: Date;
	readonly signedBy: string | null;
	readonly groupSize: number;
	readonly summary: string;
	readonly dissent: readonly { readonly nodeId: string; readonly opinion: string }[];
	/** In the order of the report's list. */
	readonly evidence: readonly SnapshotEvidence[];
	readonly demo: boolean;
	/** What surveys say; readers of the report may see it. */
	readonly perception: readonly PerceptionFact[];
}

/** Puts a profile and its details together as the snapshot of a report in one language. Pure; the profile is opened. */
export function buildSnapshot(profile: Profile, details: ReportDetails, locale: Locale): ReportSnapshot {
	const say = (text: LocalizedText | null | undefined): string => inLocale(text, locale);
	const { state, institution, cycle, methodology, mode, previous, overall } = profile;
	if (state === 'scoring') throw new RangeError('A report needs opened scores');
	const titles = new Map(profile.limiters.map((limiter) => [limiter.id, say(limiter.title)]));
	return {
		format: 'socquality-report/1',
		locale,
		demo: details.demo,
		outside: details.outside,
		region: say(details.region),
		institution: { slug: institution.slug, name: say(institution.name), municipality: say(details.municipality), invented: institution.invented },
		cycle: { name: say(cycle.name), startsOn: cycle.startsOn, endsOn: cycle.endsOn, previous: previous && { name: say(previous.name), refused: previous.refused } },
		methodology: { title: say(methodology.title), version: methodology.version, sha256: methodology.sha256, adaptation: say(methodology.adaptation), mode: { title: say(mode.title), text: say(mode.text) } },
		state,
		timestamp: details.timestamp.toISOString(),
		signedBy: state === 'signed' ? details.signedBy : null,
		groupSize: details.groupSize,
		summary: details.summary,
		scales: usedScales(profile, say),
		overall: overall.value && overall.scale ? { value: exact(overall.value), level: overall.level && say(overall.level.name), scale: overall.scale.id } : null,
		nodes: tree(profile.nodes.map((node) => ({ depth: node.depth, node: toNode(node, { profile, details, titles, say }) }))),
		limiters: profile.limiters.map((limiter) => ({ title: say(limiter.title), explanation: say(limiter.explanation), state: limiter.state })),
		evidence: details.evidence.map((e) => ({ ...e, nodes: profile.nodes.flatMap(({ nodeId }) => (e.nodes.includes(nodeId) ? [nodeId] : [])) })),
		...perceptionSnapshot(details.perception)
	};
}

interface Around {
	readonly profile: Profile;
	readonly details: ReportDetails;
	readonly titles: ReadonlyMap<string, string>;
	readonly say: (text: LocalizedText | null | undefined) => string;
}

function toNode(node: ProfileNode, { profile, details, titles, say }: Around): SnapshotNode {
	const found = findNode(details.document, node.nodeId)?.node;
	const spread = (values: Spread | null) => values && { low: exact(values.low), high: exact(values.high) };
	return {
		id: node.nodeId,
		title: say(node.title),
		about: found?.title ? say(found.text) : '',
		main: node.main,
		scored: found?.evaluator !== undefined,
		scale: node.scale?.id ?? null,
		value: node.value && exact(node.value),
		noValue: node.explanation.noValue,
		level: node.level && say(node.level.name),
		coverage: node.coverage,
		spread: spread(node.spread),
		evaluators: spread(node.evaluators),
		previous: node.previous && exact(node.previous),
		limited: node.limited && { by: titles.get(node.limited.by) ?? node.limited.by, from: exact(node.limited.from) },
		entered: enteredOf(node, details.document, profile.mode.id, say),
		justification: node.justification,
		strengths: node.strengths,
		improvements: node.improvements,
		priority: node.priority,
		dissent: details.dissent.flatMap((d) => (d.nodeId === node.nodeId ? [d.opinion] : [])).sort(),
		evidence: details.evidence.flatMap((e, i) => (e.nodes.includes(node.nodeId) ? [i + 1] : [])),
		children: []
	};
}

/** The agreed integers under the names of their phases, where a score is made of several. */
function enteredOf(node: ProfileNode, document: MethodologyDocument, mode: string, say: Around['say']): SnapshotNode['entered'] {
	const { entered } = node.explanation;
	const evaluator = findNode(document, node.nodeId)?.node.evaluator;
	if (!entered || evaluator === undefined) return [];
	const { evaluation } = evaluationOf(document, { evaluator }, mode);
	if (evaluation.kind !== 'phases' && evaluation.kind !== 'trend-target') return [];
	const titles: Record<string, LocalizedText> =
		evaluation.kind === 'phases'
			? { plan: evaluation.phases.plan.title, do: evaluation.phases.do.title, check: evaluation.phases.check.title, act: evaluation.phases.act.title }
			: { trend: evaluation.trend.title, target: evaluation.target.title };
	return dimensions[evaluation.kind].flatMap((dimension) => {
		const value = entered[dimension];
		return value === undefined ? [] : [{ name: say(titles[dimension]), value }];
	});
}

function usedScales(profile: Profile, say: Around['say']): SnapshotScale[] {
	const scales = new Map<string, SnapshotScale>();
	for (const { scale } of [...profile.nodes, profile.overall]) {
		if (scale) scales.set(scale.id, { id: scale.id, min: scale.min, max: scale.max, levels: scale.levels.map(({ from, to, name }) => ({ from, to, name: say(name) })) });
	}
	return [...scales.values()];
}

/** Nests nodes that come in reading order with their depth. */
function tree(flat: readonly { depth: number; node: SnapshotNode }[]): SnapshotNode[] {
	const top: SnapshotNode[] = [];
	const open: { depth: number; node: SnapshotNode }[] = [];
	for (const item of flat) {
		while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= item.depth) open.pop();
		(open.at(-1)?.node.children ?? top).push(item.node);
		open.push(item);
	}
	return top;
}
