import { m } from '#i18n/text.ts';
import { inLocale, type LocalizedText } from '#platform/locale.ts';
import type { ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { plainNumber } from '../things/index.ts';
import { resultTypes } from './codes.ts';
import type { ExportedProject } from './model.ts';
import { inAllLanguages, narratives } from './narratives.ts';
import { el, type Xml } from './xml.ts';

/** What a number is measured against: the time of the project. Without both days there is no period and no figure. */
type Span = { readonly from: string; readonly to: string } | null;
type Reached = (subject: Achievement['subject'], key: string) => Achievement | null;

/**
 * Results: one for each indicator, one for each work package with its deliverables, and one for the people reached, by
 * target group as dimension. Numbers nobody planned or recorded are left out, never zero.
 */
export function results({ document, achievements }: ExportedProject): Xml[] {
	const { from, to } = document.period;
	const span = from !== null && to !== null ? { from, to } : null;
	const newest = new Map(achievements.map((a) => [`${a.subject} ${a.key}`, a]));
	const reached: Reached = (subject, key) => newest.get(`${subject} ${key}`) ?? null;
	return [...document.indicators.map((i) => indicatorResult(i, span, reached)), ...document.packages.flatMap((p) => packageResult(p, span, reached)), ...groupsResult(document.groups, span, reached)];
}

const title = (text: LocalizedText): Xml => el('title', {}, narratives(text));
const description = (text: LocalizedText | null): Xml | null => (text && Object.keys(text).length > 0 ? el('description', {}, narratives(text)) : null);
const isPercent = (unit: LocalizedText | null): boolean => unit !== null && Object.values(unit).every((word) => word === '%');
const measure = (unit: LocalizedText | null): string => (isPercent(unit) ? '2' : '1');

function indicatorResult(indicator: ProjectDocument['indicators'][number], span: Span, reached: Reached): Xml {
	const { key, kind, code, name, unit, baseline, baselineOn, target, atLeast } = indicator;
	const actual = reached('indicator', key);
	return el('result', { type: resultTypes[kind], 'aggregation-status': 'false', 'sq:of': 'indicator' }, [
		title(name),
		el('indicator', { measure: measure(unit), ascending: 'true', 'sq:key': key, 'sq:unit': unit && !isPercent(unit) ? 'true' : null }, [
			title(name),
			isPercent(unit) ? null : description(unit),
			code === null ? null : el('reference', { vocabulary: '99', code }),
			// The standard asks for the year: a baseline without a day cannot be told.
			baseline !== null && baselineOn !== null ? el('baseline', { year: String(Number(baselineOn.slice(0, 4))), 'iso-date': baselineOn, value: plainNumber(baseline) }) : null,
			period(span, [
				target === null ? null : el('target', { value: plainNumber(target) }, atLeast ? el('comment', {}, narratives(inAllLanguages((locale) => m.exchange_iati_at_least({}, { locale })))) : null),
				actual && actualOf(actual)
			], { 'sq:at-least': atLeast ? 'true' : null, 'sq:by': actual?.byDay ?? null })
		])
	]);
}

function period(span: Span, figures: readonly (Xml | null)[], attributes: Record<string, string | null>): Xml | null {
	const told = figures.filter((figure) => figure !== null);
	return span && told.length > 0 ? el('period', attributes, [el('period-start', { 'iso-date': span.from }), el('period-end', { 'iso-date': span.to }), ...told]) : null;
}

/** What was said about a reached number names no language: it is in the file's own. */
const actualOf = (actual: Achievement, dimension: Xml | null = null): Xml => el('actual', { value: plainNumber(actual.reached) }, [dimension, actual.note.trim() === '' ? null : el('comment', {}, el('narrative', {}, actual.note.trim()))]);

function packageResult(workPackage: ProjectDocument['packages'][number], span: Span, reached: Reached): Xml[] {
	const indicators = workPackage.activities.flatMap((activity) =>
		activity.deliverables.map((deliverable) => {
			const actual = reached('deliverable', deliverable.key);
			return el(
				'indicator',
				{ measure: measure(deliverable.unit), ascending: 'true', 'sq:key': deliverable.key, 'sq:activity': activity.key, 'sq:partner': activity.partner, 'sq:from': activity.from, 'sq:to': activity.to, 'sq:due': deliverable.due, ...unitAttributes(deliverable.unit) },
				[
					title(deliverable.title),
					description(activity.title),
					period(span, [deliverable.planned === null ? null : el('target', { value: String(deliverable.planned) }), actual && actualOf(actual)], { 'sq:by': actual?.byDay ?? null })
				]
			);
		})
	);
	return indicators.length === 0 ? [] : [el('result', { type: resultTypes.output, 'aggregation-status': 'false', 'sq:of': 'package', 'sq:key': workPackage.key }, [title(workPackage.title), ...indicators])];
}

/** The description of a deliverable's indicator is its activity, so the unit is an attribute. */
const unitAttributes = (unit: LocalizedText | null): Record<string, string | null> => ({ 'sq:unit-lv': unit?.lv ?? null, 'sq:unit-lt': unit?.lt ?? null, 'sq:unit-en': unit?.en ?? null });

function groupsResult(groups: ProjectDocument['groups'], span: Span, reached: Reached): Xml[] {
	if (span === null) return [];
	const heading = inAllLanguages((locale) => m.exchange_iati_people({}, { locale }));
	const dimension = ({ key, name }: ProjectDocument['groups'][number], by: string | null): Xml => el('dimension', { name: 'target-group', value: inLocale(name, 'en'), 'sq:key': key, 'sq:by': by });
	const targets = groups.flatMap((group) => (group.planned === null ? [] : [el('target', { value: String(group.planned) }, dimension(group, null))]));
	const actuals = groups.flatMap((group) => {
		const actual = reached('group', group.key);
		return actual ? [actualOf(actual, dimension(group, actual.byDay))] : [];
	});
	// Groups without a number are told in words alone, in the descriptions.
	if (targets.length + actuals.length === 0) return [];
	return [el('result', { type: resultTypes.groups, 'aggregation-status': 'false', 'sq:of': 'groups' }, [title(heading), el('indicator', { measure: '1', ascending: 'true' }, [title(heading), period(span, [...targets, ...actuals], {})])])];
}
