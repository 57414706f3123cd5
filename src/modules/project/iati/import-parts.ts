import type { LocalizedText } from '#platform/locale.ts';
import { documentKinds, fundKinds, groupKinds, ownerships, partnerRoles, type FundKind, type ProjectDocument } from '../model.ts';
import { kindOfCategory, organisationTypes, roles } from './codes.ts';
import type { Kept } from './model.ts';
import { dayIn, given, nameOf, note, oneOf, ownDay, problem, takeKey, texts, type Reading } from './reading.ts';
import { attributeOf, childOf, childrenOf, textOf, type Xml } from './xml.ts';

/** How a file's names of institutions and municipalities become this region's. */
export interface PlaceIds {
	readonly institutions: ReadonlyMap<string, string>;
	readonly municipalities: ReadonlyMap<string, string>;
}

type Keyed = ProjectDocument['funds'][number] & { readonly ref: string | null };

export interface Organisations {
	readonly funds: Keyed[];
	readonly partners: ProjectDocument['partners'];
	readonly kept: Kept['organisations'];
	readonly fundKeys: Set<string>;
}

const countryOf = (ref: string | null): string | null => {
	const code = /^([A-Z]{2})-/.exec(ref ?? '')?.[1] ?? null;
	// Codes that begin with X stand for registers of no country.
	return code !== null && !code.startsWith('X') ? code : null;
};

/** The kind of a fund by what we wrote, else by the type of the organisation and its name. */
export function fundKindOf(written: string | null, type: string | null, name: LocalizedText): FundKind {
	const own = oneOf(fundKinds, written);
	if (own) return own;
	if (/\bEU\b|\bES\b|European|Europe\b|Eiropas|Europos|\bERDF\b|\bERAF\b|\bESF\b|Interreg|Erasmus/i.test(Object.values(name).join(' '))) return 'eu';
	return type === '70' ? 'private' : type === '10' || type === '11' || type === '15' ? 'state' : 'other-donor';
}

/** Funds and partners. An organisation of which no country can be told is no partner here, and that is said. */
export function readOrganisations(reading: Reading, activity: Xml, ids: PlaceIds): Organisations {
	const [fundKeys, partnerKeys] = [new Set<string>(), new Set<string>()];
	const found: Organisations = { funds: [], partners: [], kept: {}, fundKeys };
	const recipients = [...new Set(childrenOf(activity, 'recipient-country').flatMap((country) => attributeOf(country, 'code') ?? []))];
	const seen = new Map<string, number>();
	for (const element of childrenOf(activity, 'participating-org')) {
		if (attributeOf(element, 'sq:of') === 'reporter') continue;
		const name = nameOf(reading, element);
		const [ref, role, key] = [attributeOf(element, 'ref'), attributeOf(element, 'role'), attributeOf(element, 'sq:key')];
		const type = oneOf(organisationTypes, attributeOf(element, 'type'));
		if (name === null) {
			note(reading, 'organisation_nameless', { ref: ref ?? '–' });
			continue;
		}
		if (role === roles.funding) {
			const taken = takeKey(fundKeys, key, name);
			found.funds.push({ key: taken, name, kind: fundKindOf(attributeOf(element, 'sq:kind'), type, name), ref });
			if (ref !== null || type !== null) found.kept[`fund/${taken}`] = { ref, type, institution: null, municipality: null };
			continue;
		}
		const country = /^[A-Z]{2}$/.exec(attributeOf(element, 'sq:country') ?? '')?.[0] ?? countryOf(ref) ?? (recipients.length === 1 ? (recipients[0] ?? null) : null);
		// The lead stands twice: once because it answers for the activity, once because it takes part.
		const same = key ?? ref ?? JSON.stringify(name);
		const lead = oneOf(partnerRoles, attributeOf(element, 'sq:role')) ?? (role === roles.accountable && !found.partners.some((p) => p.role === 'lead') ? 'lead' : 'partner');
		if (seen.has(same)) continue;
		if (country === null || !/^[A-Z]{2}$/.test(country)) {
			note(reading, 'organisation_without_country', { name: Object.values(name)[0] ?? '' });
			continue;
		}
		const taken = takeKey(partnerKeys, key, name);
		seen.set(same, found.partners.length);
		const [institution, municipality] = [attributeOf(element, 'sq:institution'), attributeOf(element, 'sq:municipality')];
		const [institutionId, municipalityId] = [ids.institutions.get(institution ?? '') ?? null, ids.municipalities.get(municipality ?? '') ?? null];
		found.partners.push({ key: taken, role: lead, name, country, institutionId, municipalityId, from: ownDay(element, 'sq:from'), to: ownDay(element, 'sq:to') });
		const rest = { ref, type, institution: institutionId === null ? (institution?.slice(0, 80) ?? null) : null, municipality: municipalityId === null ? (municipality?.slice(0, 80) ?? null) : null };
		if (Object.values(rest).some((value) => value !== null)) found.kept[`partner/${taken}`] = rest;
	}
	return found;
}

type Words = Pick<ProjectDocument, 'programme' | 'objectives' | 'groups'> & { totals: { partner: string | null; amount: string; currency: string }[] };

/** Programme, objectives, target groups and published totals. A foreign description becomes an objective; one of other kinds is left out, and that is said. */
export function readDescriptions(reading: Reading, activity: Xml): Words {
	const words: Words = { programme: { name: null, priority: null, objective: null }, objectives: [], groups: [], totals: [] };
	const [objectiveKeys, groupKeys] = [new Set<string>(), new Set<string>()];
	for (const element of childrenOf(activity, 'description')) {
		const [of, type] = [attributeOf(element, 'sq:of'), attributeOf(element, 'type')];
		const text = texts(reading, element);
		const part = oneOf(['name', 'priority', 'objective'], of?.replace(/^programme-/, '') ?? null);
		if (of === 'total') words.totals.push({ partner: attributeOf(element, 'sq:partner'), amount: attributeOf(element, 'sq:amount') ?? '', currency: attributeOf(element, 'sq:currency') ?? '' });
		else if (of === 'general' || Object.keys(text).length === 0) continue;
		else if (of === 'group') words.groups.push({ key: takeKey(groupKeys, attributeOf(element, 'sq:key'), text), kind: oneOf(groupKinds, attributeOf(element, 'sq:kind')) ?? 'other', name: text, planned: null });
		else if (of?.startsWith('programme-') && part) words.programme[part] = text;
		else if (of === 'objective' || type === null || type === '1' || type === '2') words.objectives.push({ key: takeKey(objectiveKeys, attributeOf(element, 'sq:key'), 'objective'), text });
		else note(reading, 'description', { type });
	}
	return words;
}

/** Codes by which others know the project. */
export const readCodes = (reading: Reading, activity: Xml): ProjectDocument['codes'] =>
	childrenOf(activity, 'other-identifier').flatMap((element) => {
		const value = attributeOf(element, 'ref');
		const owner = childOf(element, 'owner-org');
		const scheme = Object.values(nameOf(reading, owner) ?? {})[0] ?? attributeOf(owner, 'ref') ?? 'IATI';
		if (value === null) return [];
		if (value.length <= 60 && scheme.length <= 60) return [{ scheme, value }];
		note(reading, 'code_too_long', { value: value.slice(0, 60) });
		return [];
	});

const precisions = ['day', 'month', 'year'] as const;

/** The project's time: planned days, else the real ones. */
export function readPeriod(reading: Reading, activity: Xml): ProjectDocument['period'] {
	const dates = childrenOf(activity, 'activity-date');
	const of = (...types: string[]): Xml | null => types.map((type) => dates.find((date) => attributeOf(date, 'type') === type)).find((date) => date !== undefined) ?? null;
	const [start, end] = [of('1', '2'), of('3', '4')];
	const own = [start, end].find((date) => attributeOf(date, 'sq:precision') !== null) ?? null;
	const months = /^\d{1,3}$/.test(attributeOf(own, 'sq:months') ?? '') ? Number(attributeOf(own, 'sq:months')) : null;
	const period = { from: dayIn(reading, start), to: dayIn(reading, end), precision: oneOf(precisions, attributeOf(own, 'sq:precision')) ?? 'day', months };
	if (period.from !== null && period.to !== null && period.from > period.to) problem(reading, 'dates_reversed', { from: period.from, to: period.to });
	return period;
}

/** Objects that are built or improved: only where the file is ours, since a location elsewhere is just a place. */
export function readObjects(reading: Reading, activity: Xml, ids: PlaceIds): { objects: ProjectDocument['objects']; places: Kept['places'] } {
	const keys = new Set<string>();
	const places: Kept['places'] = {};
	const objects = childrenOf(activity, 'location').flatMap((element): ProjectDocument['objects'] => {
		const ownership = oneOf(ownerships, attributeOf(element, 'sq:ownership'));
		const [place, what] = [given(texts(reading, childOf(element, 'name'))), given(texts(reading, childOf(element, 'activity-description')))];
		if (ownership === null || place === null || what === null) {
			note(reading, 'location');
			return [];
		}
		const key = takeKey(keys, attributeOf(element, 'ref'), place);
		const municipality = attributeOf(element, 'sq:municipality');
		const municipalityId = ids.municipalities.get(municipality ?? '') ?? null;
		if (municipality !== null && municipalityId === null) places[key] = municipality.slice(0, 80);
		const quantity = attributeOf(element, 'sq:quantity');
		return [{ key, partner: attributeOf(element, 'sq:partner'), place, municipalityId, ownership, what, quantity: quantity !== null && /^\d{1,6}$/.test(quantity) ? Number(quantity) : null, cost: attributeOf(element, 'sq:cost') }];
	});
	return { objects, places };
}

/** Documents at an address. */
export function readDocuments(reading: Reading, activity: Xml): ProjectDocument['documents'] {
	const keys = new Set<string>();
	return childrenOf(activity, 'document-link').flatMap((element): ProjectDocument['documents'] => {
		const [address, title] = [attributeOf(element, 'url'), childrenOf(childOf(element, 'title') ?? element, 'narrative').map(textOf).find((words) => words !== '')];
		if (address === null || !/^https?:/i.test(address) || !URL.canParse(address) || title === undefined) {
			note(reading, 'document', { address: address?.slice(0, 100) ?? '–' });
			return [];
		}
		const kind = oneOf(documentKinds, attributeOf(element, 'sq:kind')) ?? kindOfCategory[attributeOf(childOf(element, 'category'), 'code') ?? ''] ?? 'other';
		return [{ key: takeKey(keys, attributeOf(element, 'sq:key'), title), kind, title: title.slice(0, 300), issuedOn: dayIn(reading, childOf(element, 'document-date')), address: new URL(address).href, fileId: null }];
	});
}
