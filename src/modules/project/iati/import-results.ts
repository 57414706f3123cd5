import { plainNumber } from '../things/index.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { dayIn, given, note, ownDay, takeKey, texts, type Reading } from './reading.ts';
import { attributeOf, childOf, childrenOf, textOf, type Xml } from './xml.ts';

interface ReadResults {
	readonly indicators: ProjectDocument['indicators'];
	readonly packages: ProjectDocument['packages'];
	readonly groups: ProjectDocument['groups'];
	readonly achievements: Achievement[];
}

/** A figure with at most two decimals; null, and a note, for a word or a finer one. */
function figure(reading: Reading, element: Xml | null): string | null {
	const written = attributeOf(element, 'value');
	if (written === null) return null;
	if (/^\d{1,12}(\.\d{1,2}0*)?$/.test(written)) return plainNumber(written);
	note(reading, 'figure', { value: written.slice(0, 40) });
	return null;
}

const counted = (value: string | null, most: number): number | null => (value !== null && /^\d{1,9}$/.test(value) && Number(value) <= most ? Number(value) : null);

/** Results become indicators; those of our files also work packages with their deliverables and target groups with their numbers. */
export function readResults(reading: Reading, activity: Xml, described: ProjectDocument['groups']): ReadResults {
	const [keys, packageKeys] = [new Set<string>(), new Set<string>()];
	const read: ReadResults = { indicators: [], packages: [], groups: described.map((group) => ({ ...group })), achievements: [] };
	for (const result of childrenOf(activity, 'result')) {
		const of = attributeOf(result, 'sq:of');
		if (of === 'groups') readGroups(reading, result, read);
		else if (of === 'package') readPackage(reading, result, read, packageKeys);
		else for (const indicator of childrenOf(result, 'indicator')) readIndicator(reading, result, indicator, read, keys);
	}
	return read;
}

/** Target and actual of the newest period that has a target, else of the newest. */
function newestPeriod(reading: Reading, indicator: Xml): Xml | null {
	const periods = childrenOf(indicator, 'period');
	if (periods.length > 1) note(reading, 'periods');
	const start = (period: Xml) => attributeOf(childOf(period, 'period-start'), 'iso-date') ?? '';
	const ordered = [...periods].sort((a, b) => start(b).localeCompare(start(a)));
	return ordered.find((period) => childOf(period, 'target') !== null) ?? ordered[0] ?? null;
}

function achieved(reading: Reading, read: ReadResults, subject: Achievement['subject'], key: string, period: Xml | null, actual: Xml | null, by: string | null): void {
	const reached = figure(reading, actual);
	const byDay = by ?? dayIn(reading, period && childOf(period, 'period-end'));
	if (reached === null || byDay === null) return;
	const words = actual ? childrenOf(childOf(actual, 'comment') ?? actual, 'narrative').map(textOf).join('\n') : '';
	read.achievements.push({ subject, key, reached, byDay, note: words.slice(0, 1000), source: null });
}

function readIndicator(reading: Reading, result: Xml, element: Xml, read: ReadResults, keys: Set<string>): void {
	const [written, measure] = [attributeOf(element, 'sq:key'), attributeOf(element, 'measure')];
	const name = given(texts(reading, childOf(element, 'title'))) ?? given(texts(reading, childOf(result, 'title')));
	if (name === null || (measure !== '1' && measure !== '2')) {
		note(reading, 'indicator', { title: Object.values(name ?? {})[0] ?? '–' });
		return;
	}
	const key = takeKey(keys, written, name);
	const period = newestPeriod(reading, element);
	const [targets, actuals] = [period ? childrenOf(period, 'target') : [], period ? childrenOf(period, 'actual') : []];
	// Figures by dimension are parts of a whole; the whole is the one without any.
	const whole = (figures: readonly Xml[]): Xml | null => figures.find((f) => childOf(f, 'dimension') === null) ?? null;
	if (targets.concat(actuals).some((f) => childOf(f, 'dimension') !== null)) note(reading, 'dimensions');
	const baseline = childOf(element, 'baseline');
	const code = attributeOf(childOf(element, 'reference'), 'code');
	read.indicators.push({
		key,
		kind: attributeOf(result, 'type') === '2' || attributeOf(result, 'type') === '3' ? 'result' : 'output',
		code: code !== null && code.length <= 60 ? code : null,
		name,
		unit: measure === '2' ? { en: '%' } : attributeOf(element, 'sq:unit') === 'true' ? given(texts(reading, childOf(element, 'description'))) : null,
		baseline: figure(reading, baseline),
		baselineOn: dayIn(reading, baseline),
		target: figure(reading, whole(targets)),
		atLeast: attributeOf(period, 'sq:at-least') === 'true'
	});
	achieved(reading, read, 'indicator', key, period, whole(actuals), ownDay(period, 'sq:by'));
}

function readPackage(reading: Reading, result: Xml, read: ReadResults, packageKeys: Set<string>): void {
	const title = given(texts(reading, childOf(result, 'title')));
	if (title === null) return;
	const workPackage: ProjectDocument['packages'][number] = { key: takeKey(packageKeys, attributeOf(result, 'sq:key'), title), title, activities: [] };
	read.packages.push(workPackage);
	const [activityKeys, taken] = [new Set<string>(), new Map<string, Set<string>>()];
	for (const element of childrenOf(result, 'indicator')) {
		const [name, within] = [given(texts(reading, childOf(element, 'title'))), given(texts(reading, childOf(element, 'description')))];
		if (name === null || within === null) continue;
		const written = attributeOf(element, 'sq:activity');
		let activity = workPackage.activities.find(({ key }) => key === written);
		if (!activity) {
			activity = { key: takeKey(activityKeys, written, within), title: within, partner: attributeOf(element, 'sq:partner'), from: ownDay(element, 'sq:from'), to: ownDay(element, 'sq:to'), deliverables: [] };
			workPackage.activities.push(activity);
			taken.set(activity.key, new Set());
		}
		const key = takeKey(taken.get(activity.key) ?? new Set(), attributeOf(element, 'sq:key'), name);
		const period = newestPeriod(reading, element);
		const planned = counted(figure(reading, period && childOf(period, 'target')), 1_000_000);
		activity.deliverables.push({ key, title: name, unit: attributeOf(element, 'measure') === '2' && unitOf(element) === null ? { en: '%' } : unitOf(element), planned, due: ownDay(element, 'sq:due') });
		achieved(reading, read, 'deliverable', key, period, period && childOf(period, 'actual'), ownDay(period, 'sq:by'));
	}
}

function unitOf(element: Xml): LocalizedText | null {
	const words = (['lv', 'lt', 'en'] as const).flatMap((locale): [string, string][] => {
		const word = attributeOf(element, `sq:unit-${locale}`);
		return word === null ? [] : [[locale, word]];
	});
	return given(Object.fromEntries(words));
}

function readGroups(reading: Reading, result: Xml, read: ReadResults): void {
	const period = newestPeriod(reading, childOf(result, 'indicator') ?? result);
	const keyOf = (element: Xml): string | null => attributeOf(childOf(element, 'dimension'), 'sq:key');
	for (const target of period ? childrenOf(period, 'target') : []) {
		const group = read.groups.find(({ key }) => key === keyOf(target));
		if (group) group.planned = counted(figure(reading, target), 10_000_000);
		else note(reading, 'dimensions');
	}
	for (const actual of period ? childrenOf(period, 'actual') : []) {
		const group = read.groups.find(({ key }) => key === keyOf(actual));
		if (group) achieved(reading, read, 'group', group.key, period, actual, ownDay(childOf(actual, 'dimension'), 'sq:by'));
	}
}
