import type { ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { plainNumber, resultRows } from '../things/index.ts';
import type { Finding } from './model.ts';
import { anyName, type Making } from './values.ts';

/** Paths of the planned numbers by subject and key. */
function planPaths(document: ProjectDocument): Map<string, readonly string[]> {
	return new Map<string, readonly string[]>([
		...document.indicators.map(({ key }) => [`indicator ${key}`, ['indicators', key, 'target']] as const),
		...document.packages.flatMap((work) => work.activities.flatMap((activity) => activity.deliverables.map(({ key }) => [`deliverable ${key}`, ['packages', work.key, activity.key, key, 'planned']] as const))),
		...document.groups.map(({ key }) => [`group ${key}`, ['groups', key, 'planned']] as const)
	]);
}

/**
 * Planned numbers beside reached ones. What was not reached contradicts the plan once the project's period is over; counted
 * before its end, it may still come. More than planned is said as a note, unless the plan is a lower bound or counts people.
 */
export function reachedFindings(document: ProjectDocument, achievements: readonly Achievement[], { value, withSource, finding }: Making): Finding[] {
	const { rows, unplanned } = resultRows(document, achievements);
	const paths = planPaths(document);
	const came = ({ subject, key, reached, source }: Achievement, name: string) => ({ ...value(['achievements', subject, key], name, plainNumber(reached)), text: withSource(name, source), source });
	const compared = rows.flatMap(({ subject, key, name, planned, standing, achievement }): Finding[] => {
		if (achievement === null || planned === null || (standing !== 'less' && standing !== 'more') || (standing === 'more' && subject === 'group')) return [];
		const what = anyName(name);
		const params = { what, planned: plainNumber(planned), reached: plainNumber(achievement.reached) };
		const values = [value(paths.get(`${subject} ${key}`) ?? [], what, params.planned), came(achievement, what)];
		if (standing === 'more') return [finding('count_exceeded', { subject: 'count', severity: 'note', params, values, confidence: 0.6 })];
		const over = document.period.to === null || achievement.byDay >= document.period.to;
		return over
			? [finding('count_not_reached', { subject: 'count', severity: 'warning', params, values, confidence: 0.9 })]
			: [finding('count_not_yet', { subject: 'count', severity: 'note', params: { ...params, day: achievement.byDay }, values, confidence: 0.3 })];
	});
	const strange = unplanned.map((achievement) => finding('reached_unplanned', { subject: 'count', severity: 'warning', params: { key: achievement.key, reached: plainNumber(achievement.reached) }, values: [came(achievement, achievement.key)], confidence: 0.8 }));
	return [...compared, ...strange];
}
