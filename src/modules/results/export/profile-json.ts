import { dayOf } from '#platform/clock.ts';
import { exact, roundHalfUp, type Ratio } from '#platform/ratio.ts';
import { dimensions } from '../../methodology/index.ts';
import type { Spread } from '../model.ts';
import type { Profile, ProfileNode } from '../profile/model.ts';
import { criteriaOf } from '../profile/rules.ts';
import type { PerceptionFact } from '../survey/perception-model.ts';

/** The name of the format; a change of meaning gets a new number. */
export const profileFormat = 'socquality-profile/1';

/**
 * A profile as JSON text for other programs: every figure exact and rounded, with its rule, inputs and methodology version.
 * Keys and nodes have a fixed order and there are no generated ids, so equal profiles give equal bytes.
 */
export function profileToJson(profile: Profile, perception: readonly PerceptionFact[] = []): string {
	const { institution, cycle, methodology, mode, state, signedOn, overall, limiters, previous } = profile;
	const criteria = criteriaOf(profile.nodes);
	const inCriteria = new Set(criteria.flat().map(({ nodeId }) => nodeId));
	return `${JSON.stringify(
		{
			format: profileFormat,
			institution: { slug: institution.slug, name: institution.name, invented: institution.invented },
			cycle: { name: cycle.name, startsOn: cycle.startsOn, endsOn: cycle.endsOn },
			methodology: { id: methodology.slug, version: methodology.version, sha256: methodology.sha256, mode: mode.id },
			state,
			signedOn,
			previousCycle: previous && { name: previous.name, startsOn: previous.startsOn, endsOn: previous.endsOn, refused: previous.refused },
			overall: figure(overall),
			sections: profile.nodes.filter(({ nodeId }) => !inCriteria.has(nodeId)).map(node),
			criteria: criteria.map(([criterion, ...parts]) => ({ ...node(criterion), parts: parts.map(node) })),
			limiters: limiters.map(({ id, state: outcome, node: caps, at, below, unchecked }) => ({ id, state: outcome, node: caps, at, below, unchecked })),
			strengths: profile.strengths.map(({ nodeId, text }) => ({ node: nodeId, text })),
			areas: profile.areas.map(({ nodeId, priority, text }) => ({ node: nodeId, priority, text })),
			ignored: profile.ignored,
			perception: perception.map(fact)
		},
		null,
		'\t'
	)}\n`;
}

const number = (value: Ratio, places: number) => ({ exact: exact(value), rounded: roundHalfUp(value, places) });
const range = (spread: Spread | null, places: number) => spread && { low: number(spread.low, places), high: number(spread.high, places), people: spread.people };

function figure(score: ProfileNode) {
	const { value, scale, places, level, coverage, limited, explanation } = score;
	const { rule, entered, inputs, noValue } = explanation;
	const order = rule === 'mean' || rule === 'lowest' || rule === 'none' ? [] : dimensions[rule];
	return {
		value: value && number(value, places),
		noValue,
		scale: scale && { id: scale.id, min: scale.min, max: scale.max },
		level: level && { from: level.from, to: level.to, name: level.name },
		coverage,
		rule,
		entered: entered && Object.fromEntries(order.map((name) => [name, entered[name]])),
		inputs: inputs.map((input) => ({ node: input.nodeId, value: input.value && exact(input.value), weight: exact(input.weight) })),
		limited: limited && { by: limited.by, from: number(limited.from, places), to: number(limited.to, places) },
		members: range(score.spread, places),
		evaluators: range(score.evaluators, places),
		previous: score.previous && number(score.previous, places),
		previousRefused: score.previousRefused
	};
}

const node = (n: ProfileNode) => ({
	id: n.nodeId,
	kind: n.kind,
	title: n.title,
	...figure(n),
	judgement: n.judgement,
	justification: n.justification,
	strengths: n.strengths,
	improvements: n.improvements,
	priority: n.priority,
	evidence: n.evidence
});

/** What a survey says beside the score: never turned into points, and never zero where there is no figure. */
function fact({ nodeId, name, perspective, audience, variant, publication, responses, eligible, responseRate, index, noFigure, target, questions, trend }: PerceptionFact) {
	const round = (value: number) => Number(value.toFixed(4));
	const interval = (ci95: readonly [number, number] | null) => ci95 && { low: round(ci95[0]), high: round(ci95[1]) };
	return {
		node: nodeId,
		survey: name,
		perspective,
		audience,
		variant,
		publication: publication && { number: publication.number, reason: publication.reason, publishedOn: dayOf(publication.publishedAt) },
		responses,
		eligible,
		responseRate: responseRate === null ? null : round(responseRate),
		mean: index && { n: index.figures.n, value: round(index.figures.mean), interval: interval(index.figures.ci95), scale: index.range },
		noFigure,
		target: target && { value: target.value, outcome: target.outcome },
		questionsReachingTarget: questions,
		trend: trend.kind === 'blank' ? { outcome: null, reason: trend.reason } : { outcome: trend.outcome, difference: round(trend.difference.difference), interval: interval(trend.difference.ci95) }
	};
}
