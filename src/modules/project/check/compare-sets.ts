import { slipOf } from './causes.ts';
import type { PartnerFact, PlaceFact } from './facts.ts';
import { nearly } from './fold.ts';
import type { CheckResult } from './model.ts';
import { sameOrganisation } from './organisations.ts';
import type { NamedProject } from './projects.ts';
import { quoteAt } from './blocks.ts';
import { byPlace, earlier, relationOf, rounded, valueOf } from './relation.ts';

/** Sets of facts, one for each text (or registered version) of each project. */
function setsOf<F extends PartnerFact | PlaceFact>(facts: readonly F[], least: number): F[][] {
	const sets = new Map<string, F[]>();
	for (const fact of [...facts].sort(byPlace)) {
		const key = JSON.stringify([fact.project, fact.file]);
		sets.set(key, [...(sets.get(key) ?? []), fact]);
	}
	return [...sets.values()].filter((set) => set.length >= least);
}

/** Every set is compared with one: what is registered, else the earliest that is more than an idea. */
function againstReference<F extends PartnerFact | PlaceFact>(sets: readonly F[][], compare: (earlier: F[], later: F[]) => CheckResult | null): CheckResult[] {
	const results: CheckResult[] = [];
	for (const project of new Set(sets.map((set) => set[0]?.project))) {
		const own = sets.filter((set) => set[0]?.project === project).sort((x, y) => (x[0] && y[0] ? Number(x[0].version === null) - Number(y[0].version === null) || Number(x[0].stage === 'concept') - Number(y[0].stage === 'concept') || earlier(x[0], y[0]) : 0));
		const [reference, ...others] = own;
		for (const other of others) {
			if (!reference || (reference[0]?.version !== null && other[0]?.version !== null)) continue;
			const [a, b] = [reference, other].sort((x, y) => (x[0] && y[0] ? earlier(x[0], y[0]) : 0)) as [F[], F[]];
			const result = compare(a, b);
			if (result) results.push(result);
		}
	}
	return results;
}

const namesOf = (facts: readonly PartnerFact[]): string => facts.map((f) => f.organisation.name).join('; ');

/** Names in quotation marks are words, which another language translates: one here stands for one there. */
function withoutTranslated(gone: PartnerFact[], come: PartnerFact[]): [PartnerFact[], PartnerFact[]] {
	const left = [...come];
	const rest = gone.filter((fact) => {
		const index = left.findIndex((other) => fact.organisation.quoted && other.organisation.quoted && (fact.language === null || other.language === null || fact.language !== other.language));
		if (index >= 0) left.splice(index, 1);
		return index < 0;
	});
	return [rest, left];
}

function partnerSets(a: PartnerFact[], b: PartnerFact[]): CheckResult | null {
	const has = (set: readonly PartnerFact[], fact: PartnerFact): boolean => set.some((other) => sameOrganisation(other.organisation, fact.organisation));
	const once = (set: readonly PartnerFact[]): PartnerFact[] => set.filter((f, index) => f.role === 'partner' && set.findIndex((other) => sameOrganisation(other.organisation, f.organisation)) === index);
	const [x, y] = [once(a), once(b)];
	// The lead is sometimes listed among the partners and sometimes beside them.
	const [gone, come] = withoutTranslated(x.filter((fact) => !has(b, fact)), y.filter((fact) => !has(a, fact)));
	const [first, second] = [a[0], b[0]];
	if ((gone.length === 0 && come.length === 0) || !first || !second || x.length < 1 || y.length < 1) return null;
	// A sentence may name only some of them: only another one in the place of one says something.
	const open = [a, b].some((set) => set.every((fact) => !fact.complete));
	if (open && (gone.length === 0 || come.length === 0 || !x.some((fact) => has(b, fact)))) return null;
	const certainty = open && gone.length !== come.length ? 0.8 : 1;
	const changed = relationOf(first, second) === 'changed';
	const values = [gone[0], come[0], ...gone.slice(1), ...come.slice(1)].flatMap((fact) => (fact ? [valueOf(fact, fact.organisation.name)] : []));
	return { kind: changed ? 'changed' : 'contradiction', subject: 'partner', severity: changed ? 'note' : 'warning', confidence: rounded((changed ? 0.9 : 0.75) * certainty * Math.min(...gone.map((f) => f.sure), ...come.map((f) => f.sure))), values, code: changed ? 'partners_changed' : 'partners_differ', params: { gone: namesOf(gone), come: namesOf(come) }, cause: null, project: first.project || null };
}

/** Partners and leads that differ between texts. */
export function differingPartners(facts: readonly PartnerFact[]): CheckResult[] {
	const results = againstReference(setsOf(facts, 2), partnerSets);
	const leads = [...facts].filter((f) => f.role === 'lead').sort((x, y) => Number(x.version === null) - Number(y.version === null) || Number(x.stage === 'concept') - Number(y.stage === 'concept') || byPlace(x, y));
	const shown = new Set<string>();
	for (const lead of leads) {
		const reference = leads.find((other) => other.project === lead.project);
		if (!reference || reference === lead || sameOrganisation(reference.organisation, lead.organisation)) continue;
		const [a, b] = [reference, lead].sort(earlier) as [PartnerFact, PartnerFact];
		const key = `${a.organisation.own.join()} ${b.organisation.own.join()}`;
		if (shown.has(key) || (a.version !== null && b.version !== null)) continue;
		shown.add(key);
		const changed = relationOf(a, b) === 'changed';
		results.push({ kind: changed ? 'changed' : 'contradiction', subject: 'partner', severity: changed ? 'note' : 'error', confidence: rounded(0.85 * Math.min(a.sure, b.sure)), values: [valueOf(a, a.organisation.name), valueOf(b, b.organisation.name)], code: changed ? 'lead_changed' : 'lead_differs', params: { a: a.organisation.name, b: b.organisation.name }, cause: null, project: a.project || null });
	}
	return results;
}

function siteSets(a: PlaceFact[], b: PlaceFact[]): CheckResult | null {
	const has = (set: readonly PlaceFact[], fact: PlaceFact): boolean => set.some((other) => nearly(other.stem, fact.stem));
	const gone = a.filter((fact) => !has(b, fact));
	const come = b.filter((fact) => !has(a, fact));
	const [first, second] = [a[0], b[0]];
	if ((gone.length === 0 && come.length === 0) || !first || !second) return null;
	const changed = relationOf(first, second) === 'changed';
	const values = [gone[0], come[0], ...gone.slice(1), ...come.slice(1)].flatMap((fact) => (fact ? [valueOf(fact, fact.place)] : []));
	return { kind: changed ? 'changed' : 'contradiction', subject: 'place', severity: changed ? 'note' : 'warning', confidence: rounded(changed ? 0.75 : 0.6), values, code: changed ? 'places_changed' : 'places_differ', params: { gone: gone.map((f) => f.place).join('; '), come: come.map((f) => f.place).join('; ') }, cause: null, project: first.project || null };
}

/** Places of events in the same year, and lists of sites, that differ. `regions` are stems of whole regions: a town may lie in one. */
export function differingPlaces(facts: readonly PlaceFact[], regions: ReadonlySet<string>): CheckResult[] {
	const results = againstReference(setsOf(facts.filter((f) => f.what === 'objects'), 3), siteSets);
	const events = facts.filter((f) => f.what !== 'objects').sort(byPlace);
	const shown = new Set<string>();
	for (const [index, x] of events.entries()) {
		for (const y of events.slice(index + 1, index + 200)) {
			if (x.project !== y.project || x.what !== y.what || x.sentence === y.sentence || nearly(x.stem, y.stem) || regions.has(x.stem) || regions.has(y.stem)) continue;
			const [a, b] = [x, y].sort(earlier) as [PlaceFact, PlaceFact];
			const key = `${a.what} ${a.stem} ${b.stem}`;
			// Several places of such events in one year and text are several events.
			const many = events.filter((f) => f.what === x.what && f.project === x.project && (f.file === x.file || f.file === y.file)).length > 2;
			if (shown.has(key) || many) continue;
			shown.add(key);
			const changed = relationOf(a, b) === 'changed';
			results.push({ kind: changed ? 'changed' : 'contradiction', subject: 'place', severity: changed ? 'note' : 'warning', confidence: rounded(0.9 * Math.min(a.sure, b.sure)), values: [valueOf(a, a.place), valueOf(b, b.place)], code: changed ? 'place_changed' : 'place_differs', params: { what: a.words, a: a.place, b: b.place }, cause: null, project: a.project || null });
		}
	}
	return results;
}

const scheme = (code: string): string => code.replace(/\d/g, '0').replace(/0+/g, '0');

/** One title with two codes of the same kind: one of them is a slip. */
export function differingCodes(projects: readonly NamedProject[], registered: ReadonlySet<string>): CheckResult[] {
	return projects.flatMap((project): CheckResult[] => {
		const titled = project.places.filter((place) => place.titled);
		const codes = [...new Set(titled.map((place) => place.code))].sort();
		const [a, b] = codes;
		if (a === undefined || b === undefined || scheme(a) !== scheme(b) || (registered.has(a) && registered.has(b))) return [];
		const values = [a, b].flatMap((code) => {
			const place = titled.filter((p) => p.code === code).sort((p, q) => (p.parsed.block.file < q.parsed.block.file ? -1 : 1))[0];
			return place ? [{ ...quoteAt(place.parsed.block, place.position), value: code }] : [];
		});
		return [{ kind: 'contradiction', subject: 'text', severity: 'warning', confidence: 0.85, values, code: 'code_differs', params: { a, b }, cause: slipOf(a.replace(/\D/g, ''), b.replace(/\D/g, '')), project: project.label || null }];
	});
}
