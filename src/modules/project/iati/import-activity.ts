import { isLocale, type LocalizedText } from '#platform/locale.ts';
import { projectStates, versionStages, type ProjectState, type VersionStage } from '../lifecycle.ts';
import { ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { emptyDocument, versionProblems } from '../versions/index.ts';
import { statusOf } from './codes.ts';
import { readCodes, readDescriptions, readDocuments, readObjects, readOrganisations, readPeriod, type PlaceIds } from './import-parts.ts';
import { readMoney } from './import-money.ts';
import { readResults } from './import-results.ts';
import { Kept } from './model.ts';
import { nameOf, note, oneOf, ownDay, problem, texts, type Reading, type Remark } from './reading.ts';
import { attributeOf, childOf, childrenOf, textOf, type Xml } from './xml.ts';

/** An activity as a project of this program. */
export interface ReadActivity {
	readonly identifier: string;
	/** The part of the identifier behind the reporter's reference, where it can be an address; null elsewhere. */
	readonly slug: string | null;
	readonly state: ProjectState;
	readonly stage: VersionStage;
	readonly inForceFrom: string;
	/** Null: nothing was agreed. */
	readonly agreedOn: string | null;
	readonly document: ProjectDocument;
	readonly achievements: readonly Achievement[];
	readonly kept: Kept;
}

export interface ActivityRead {
	readonly identifier: string;
	/** Empty where the file gives none. */
	readonly title: LocalizedText;
	/** Null where a problem hinders it. */
	readonly project: ReadActivity | null;
	readonly notes: readonly Remark[];
	readonly problems: readonly Remark[];
}

/** Elements that a project has no place for; the person is told that they were not taken over. */
const foreign = ['contact-info', 'tag', 'country-budget-items', 'humanitarian-scope', 'policy-marker', 'collaboration-type', 'default-flow-type', 'default-finance-type', 'default-aid-type', 'default-tied-status', 'planned-disbursement', 'capital-spend', 'related-activity', 'legacy-data', 'conditions', 'crs-add', 'fss'] as const;

/** Reads one activity. Whatever the file says is checked as if it had been typed: the project that comes out is a valid one, or there is a problem in words. */
export function readActivity(activity: Xml, ids: PlaceIds, today: string): ActivityRead {
	const tag = attributeOf(activity, 'xml:lang')?.toLowerCase().split('-')[0] ?? null;
	const reading: Reading = { language: isLocale(tag) ? tag : 'en', defaultCurrency: attributeOf(activity, 'default-currency'), notes: [], problems: [] };
	const identifier = textOf(childOf(activity, 'iati-identifier'));
	if (identifier === '' || identifier.length > 200) problem(reading, 'identifier_missing', { element: 'iati-identifier' });
	const title = nameOf(reading, childOf(activity, 'title')) ?? {};
	for (const name of foreign) if (childOf(activity, name)) note(reading, 'left_out', { element: name });
	const project = build(reading, activity, identifier, isLocale(tag) ? tag : null, ids, today);
	return { identifier, title, project: reading.problems.length === 0 ? project : null, notes: reading.notes, problems: reading.problems };
}

function build(reading: Reading, activity: Xml, identifier: string, language: 'lv' | 'lt' | 'en' | null, ids: PlaceIds, today: string): ReadActivity | null {
	const organisations = readOrganisations(reading, activity, ids);
	const words = readDescriptions(reading, activity);
	const money = readMoney(reading, activity, organisations, words.totals);
	const results = readResults(reading, activity, words.groups);
	const { objects, places } = readObjects(reading, activity, ids);
	const parsed = ProjectDocument.safeParse({
		...emptyDocument(),
		codes: readCodes(reading, activity),
		title: texts(reading, childOf(activity, 'title')),
		acronym: attributeOf(childOf(activity, 'title'), 'sq:acronym'),
		programme: words.programme,
		period: readPeriod(reading, activity),
		currency: money.currency,
		funds: money.funds,
		partners: organisations.partners,
		shares: money.shares,
		groups: results.groups,
		objectives: words.objectives,
		packages: results.packages,
		indicators: results.indicators,
		objects,
		documents: readDocuments(reading, activity)
	});
	if (!parsed.success) {
		for (const issue of parsed.error.issues) {
			if (issue.path[0] === 'title') problem(reading, 'title_missing');
			else problem(reading, 'value_wrong', { place: issue.path.join('/') });
		}
		return null;
	}
	const standing = readStanding(reading, activity, parsed.data, money.committedOn, today);
	const reporter = readReporter(reading, activity);
	for (const { code, severity, about, params } of versionProblems(parsed.data)) if (severity === 'error') problem(reading, 'contradicts_itself', { ...params, problem: code, about: typeof about === 'string' ? about : (Object.values(about ?? {})[0] ?? '') });
	for (const { byDay, key } of results.achievements) if (byDay > today) problem(reading, 'reached_in_future', { key, day: byDay });
	const kept = Kept.safeParse({ reporter, language, updatedAt: attributeOf(activity, 'last-updated-datetime'), organisations: organisations.kept, places, budgets: money.budgets, transactions: money.transactions });
	if (!kept.success) {
		for (const issue of kept.error.issues) problem(reading, 'value_wrong', { place: issue.path.join('/') });
		return null;
	}
	const slug = identifier.startsWith(`${kept.data.reporter.ref}-`) ? identifier.slice(kept.data.reporter.ref.length + 1) : '';
	return standing && { identifier, slug: /^[a-z0-9][a-z0-9-]{0,59}$/.test(slug) ? slug : null, ...standing, document: parsed.data, achievements: results.achievements, kept: kept.data };
}

function readReporter(reading: Reading, activity: Xml): Kept['reporter'] | null {
	const element = childOf(activity, 'reporting-org');
	const [ref, type] = [attributeOf(element, 'ref'), attributeOf(element, 'type')];
	if (element && ref !== null && type !== null) return { ref, type, name: nameOf(reading, element) ?? {}, secondary: /^(?:1|true)$/.test(attributeOf(element, 'secondary-reporter') ?? '') };
	problem(reading, 'reporter_missing', { element: 'reporting-org' });
	return null;
}

const bySocQuality: Readonly<Record<string, readonly ProjectState[]>> = { '1': ['concept', 'application', 'approved'], '2': ['running', 'modified'], '3': ['completed'], '4': ['closed'] };

/** Where the project stands in its life cycle, and since when. */
function readStanding(reading: Reading, activity: Xml, document: ProjectDocument, committedOn: string | null, today: string): Pick<ReadActivity, 'state' | 'stage' | 'inForceFrom' | 'agreedOn'> | null {
	const status = attributeOf(childOf(activity, 'activity-status'), 'code');
	const own = oneOf(projectStates, attributeOf(activity, 'sq:state'));
	const possible = bySocQuality[status ?? ''];
	if (!possible) {
		problem(reading, 'status_unknown', { status: status ?? '–' });
		return null;
	}
	const guessed = status === '1' ? (committedOn === null ? 'concept' : 'approved') : possible[0];
	const state = own !== null && statusOf[own] === status && own !== 'idea' ? own : guessed;
	if (state === undefined) return null;
	const stage = stageIn(state, oneOf(versionStages, attributeOf(activity, 'sq:stage')));
	const planned = state === 'concept' || state === 'application';
	const since = [ownDay(activity, 'sq:agreed'), committedOn, document.period.from].find((day) => day !== null && day <= today) ?? today;
	const inForceFrom = ownDay(activity, 'sq:in-force') ?? since;
	if (inForceFrom > today || since > today) problem(reading, 'day_in_future', { day: inForceFrom });
	return { state, stage, agreedOn: planned ? null : since < inForceFrom ? since : inForceFrom, inForceFrom };
}

/** Each state ends with a version of one stage; before and while a project runs it may also be a modification. */
function stageIn(state: ProjectState, written: VersionStage | null): VersionStage {
	if (state === 'concept' || state === 'application') return state;
	if (state === 'modified') return 'modification';
	if (state === 'completed' || state === 'closed') return 'completion';
	return written === 'modification' ? 'modification' : 'approved';
}

/** The activities of a file, in its order. */
export const activitiesIn = (root: Xml): Xml[] => childrenOf(root, 'iati-activity');
