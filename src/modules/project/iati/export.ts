import { dayOf } from '#platform/clock.ts';
import { m } from '#i18n/text.ts';
import type { ProjectDocument } from '../model.ts';
import { ownNamespace, sector, statusOf } from './codes.ts';
import { budgets, commitments, spending } from './export-money.ts';
import { descriptions, documentLinks, locations, organisations, recipients } from './export-parts.ts';
import { results } from './export-results.ts';
import type { ExportedProject, LeftOut, Places, Publisher } from './model.ts';
import { inAllLanguages, narratives } from './narratives.ts';
import { toldCurrency } from './value.ts';
import { el, type Xml } from './xml.ts';

/** The lasting identifier of a project: the one it was imported with, else the region's reference and the project's address. */
export const identifierOf = (project: Pick<ExportedProject, 'slug' | 'origin'>, publisher: Publisher): string => project.origin?.identifier ?? `${publisher.reference}-${project.slug}`;

/** Why a project cannot be told as an activity; null when it can. The standard asks for a date, and none is made up. */
export const whyLeftOut = ({ period }: ProjectDocument): LeftOut['reason'] | null => (period.from === null && period.to === null ? 'no_period' : null);

/** A project as an activity of IATI 2.03, its elements in the order of the schema. The caller has asked `whyLeftOut`. */
export function activityOf(project: ExportedProject, publisher: Publisher, places: Places, today: string): Xml {
	const { document, origin } = project;
	const several = new Set(document.partners.map(({ country }) => country)).size > 1;
	const reporter = origin?.kept.reporter ?? { ref: publisher.reference, type: publisher.kind, name: publisher.name, secondary: false };
	return el(
		'iati-activity',
		{
			'xml:lang': origin?.kept.language ?? publisher.language,
			'default-currency': toldCurrency(document.currency),
			'last-updated-datetime': lastUpdated(project),
			hierarchy: '1',
			'sq:state': project.state,
			'sq:stage': project.stage,
			'sq:in-force': project.inForceFrom,
			'sq:agreed': project.agreedOn,
			'sq:currency': document.currency
		},
		[
			el('iati-identifier', {}, identifierOf(project, publisher)),
			el('reporting-org', { ref: reporter.ref, type: reporter.type, 'secondary-reporter': reporter.secondary ? 'true' : null }, narratives(reporter.name)),
			el('title', { 'sq:acronym': document.acronym }, narratives(document.title)),
			...descriptions(project),
			...organisations(project, places, reporter),
			...document.codes.map(({ scheme, value }) => el('other-identifier', { ref: value, type: 'A9' }, el('owner-org', {}, el('narrative', {}, scheme)))),
			el('activity-status', { code: statusOf[project.state] }),
			...dates(project, today),
			several ? el('activity-scope', { code: '3' }) : null,
			...recipients(document),
			...locations(project, places),
			el('sector', sector),
			...budgets(project),
			...commitments(project),
			...spending(project),
			...documentLinks(document),
			...results(project)
		]
	);
}

const begun: readonly string[] = ['running', 'modified', 'completed', 'closed'];
const ended: readonly string[] = ['completed', 'closed'];

/** Planned days as agreed, and the days on which it really began and ended once the life cycle says that it did. */
function dates({ document: { period }, state }: ExportedProject, today: string): Xml[] {
	const { from, to, precision, months } = period;
	// A month or a year was published: the day is its first or last, and says so.
	const note = precision === 'day' ? [] : narratives(inAllLanguages((locale) => (precision === 'month' ? m.exchange_iati_month_only({}, { locale }) : m.exchange_iati_year_only({}, { locale }))));
	const date = (type: string, day: string, own: Record<string, string | number | null> = {}): Xml => el('activity-date', { type, 'iso-date': day, ...own }, note);
	const own = { 'sq:precision': precision, 'sq:months': months };
	return [
		...(from === null ? [] : [date('1', from, own)]),
		...(from !== null && begun.includes(state) && from <= today ? [date('2', from)] : []),
		...(to === null ? [] : [date('3', to, from === null ? own : {})]),
		...(to !== null && ended.includes(state) && to <= today ? [date('4', to)] : [])
	];
}

/** An imported project that nobody has changed since is as old as its file says. */
const lastUpdated = ({ origin, updatedAt }: ExportedProject): string => (origin?.kept.updatedAt && updatedAt <= origin.importedAt ? origin.kept.updatedAt : updatedAt.toISOString().replace(/\.\d{3}Z$/, 'Z'));

/** The root of a file; `now` is when it was made. */
export const rootOf = (activities: readonly Xml[], now: Date): Xml =>
	el('iati-activities', { version: '2.03', 'generated-datetime': now.toISOString().replace(/\.\d{3}Z$/, 'Z'), 'xmlns:sq': ownNamespace }, activities);

/** The activities of those projects that can be told, and the others with the reason. */
export function activitiesOf(projects: readonly ExportedProject[], publisher: Publisher, places: Places, now: Date): { activities: Xml[]; leftOut: LeftOut[] } {
	const leftOut: LeftOut[] = [];
	const activities = projects.flatMap((project) => {
		const reason = whyLeftOut(project.document);
		if (reason !== null) leftOut.push({ slug: project.slug, title: project.document.title, reason });
		return reason === null ? [activityOf(project, publisher, places, dayOf(now))] : [];
	});
	return { activities, leftOut };
}
