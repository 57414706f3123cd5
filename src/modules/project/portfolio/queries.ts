import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { inLocale, type LocalizedText } from '#platform/locale.ts';
import { municipalitiesAsOf, type MunicipalityOn } from '#modules/territory/index.ts';
import { followsProjects, maySeeProjects } from '../policy.ts';
import { groupKinds } from '../model.ts';
import { PortfolioFilter, portfolioPageSize, type GroupTotal, type MunicipalityTotal, type Portfolio, type PortfolioQuery, type PortfolioRow } from './model.ts';
import { currencyTotals, money, periodOf, periodTotals, withoutGaps, type TotalPart } from './rules.ts';
import { everything, readFundParts, readGroups, readInvented, readPlaces, readRows, readTotals, readYears, type Chosen, type ListedRow, type PlaceRow, type Scope } from './store.ts';

/** The projects that the actor follows with their totals: all of the region, or those of the actor's own partners. NotFound for who follows none. */
export async function portfolio(context: Context, query: PortfolioQuery = {}): Promise<Portfolio> {
	return portfolioOf(context, followedScope(context), query);
}

/** Projects made up to try things out that the actor follows; they are in no total. NotFound for who follows none. */
export const inventedProjects = (context: Context): Promise<{ id: string; title: LocalizedText | null }[]> => readInvented(context, followedScope(context));

function followedScope(context: Context): Scope {
	if (!followsProjects(context.actor)) throw new NotFound();
	if (maySeeProjects(context.actor)) return { kind: 'all' };
	return { kind: 'partners', institutionIds: context.actor.memberships.flatMap(({ role, institutionId }) => (institutionId !== null && ['project-manager', 'lead', 'head'].includes(role) ? [institutionId] : [])) };
}

/** What everybody may read: the published projects of the region with their totals, whoever asks. */
export const publicProjects = (context: Context, query: PortfolioQuery = {}): Promise<Portfolio> => portfolioOf(context, { kind: 'published' }, query);

async function portfolioOf(context: Context, scope: Scope, query: PortfolioQuery): Promise<Portfolio> {
	const filter = PortfolioFilter.parse(query);
	const places = await municipalitiesAsOf(context);
	const unfiltered = await readTotals(context, scope, everything);
	const chosen = chosenOf(filter, unfiltered, places);
	const narrowed = filter.words !== '' || [filter.state, filter.period, filter.fund, filter.group, filter.municipality].some((choice) => choice !== null);
	const totals = narrowed ? await readTotals(context, scope, chosen) : unfiltered;
	const count = totals.reduce((sum, part) => sum + part.projects, 0);
	const pages = Math.max(1, Math.ceil(count / portfolioPageSize));
	const page = Math.min(filter.page, pages);
	const placed = places.map(({ recorded, on }) => ({ recorded: recorded.id, shown: filter.places === 'then' ? recorded.id : (on?.id ?? null) }));
	const rows = await readRows(context, scope, chosen, portfolioPageSize, (page - 1) * portfolioPageSize);
	return {
		filter: { ...filter, page },
		rows: rows.map(toRow),
		count,
		pages,
		...periodTotals(totals, await readFundParts(context, scope, chosen)),
		currencies: currencyTotals(totals),
		municipalities: municipalityTotals(context, await readPlaces(context, scope, chosen, placed), places, placed),
		groups: (await readGroups(context, scope, chosen))
			.map((row): GroupTotal => ({ ...row, planned: row.planned, reached: row.reached === null ? null : Math.round(Number(row.reached)) }))
			.sort((a, b) => groupKinds.indexOf(a.kind) - groupKinds.indexOf(b.kind)),
		years: withoutGaps(await readYears(context, scope, chosen)),
		choices: { periods: periodsOf(unfiltered), municipalities: municipalityChoices(context, places) }
	};
}

const periodsOf = (parts: readonly TotalPart[]): string[] => [...new Set(parts.map((part) => periodOf(part.programme, part.year)))].filter((period) => period !== null).sort().reverse();

const partsOf = (period: string, parts: readonly TotalPart[]): NonNullable<Chosen['periodParts']> => parts.filter((part) => periodOf(part.programme, part.year) === period).map(({ programme, year }) => ({ programme, year }));

const chosenOf = (filter: PortfolioFilter, parts: readonly TotalPart[], places: readonly MunicipalityOn[]): Chosen => ({
	words: filter.words,
	state: filter.state,
	fund: filter.fund,
	group: filter.group,
	periodParts: filter.period === null ? null : partsOf(filter.period, parts),
	municipalityIds: filter.municipality === null ? null : places.filter(({ recorded, on }) => [recorded.id, on?.id].includes(filter.municipality ?? '')).map(({ recorded }) => recorded.id)
});

const toRow = ({ currency, total, totalEuro, eu, euEuro, ...row }: ListedRow): PortfolioRow => ({
	...row,
	total: currency !== null && total !== null ? money(total, currency, totalEuro) : null,
	eu: currency !== null && eu !== null ? money(eu, currency, euEuro) : null
});

function municipalityTotals(context: Context, rows: readonly PlaceRow[], places: readonly MunicipalityOn[], placed: readonly { recorded: string; shown: string | null }[]): MunicipalityTotal[] {
	const known = new Map(places.map(({ recorded }) => [recorded.id, recorded]));
	const shown = rows.map(({ municipality: id, ...row }): MunicipalityTotal => {
		const municipality = id === null ? undefined : known.get(id);
		const former = placed.filter(({ recorded, shown: into }) => into !== null && into === municipality?.id && recorded !== into).map(({ recorded }) => known.get(recorded)?.name ?? {});
		// A municipality may have grown and kept its name.
		const merged = former.filter((name) => inLocale(name, context.locale) !== inLocale(municipality?.name, context.locale));
		return { ...row, municipality: municipality ? { id: municipality.id, name: municipality.name, country: municipality.country } : null, from: merged };
	});
	const nameOf = ({ municipality }: MunicipalityTotal) => inLocale(municipality?.name, context.locale);
	const unknownLast = (a: MunicipalityTotal, b: MunicipalityTotal) => Number(a.municipality === null) - Number(b.municipality === null);
	return shown.sort((a, b) => unknownLast(a, b) || b.projects - a.projects || nameOf(a).localeCompare(nameOf(b), context.locale));
}

/** Municipalities of today and the former ones whose names differ from all of today's. */
function municipalityChoices(context: Context, places: readonly MunicipalityOn[]): { id: string; name: MunicipalityOn['recorded']['name'] }[] {
	const today = places.filter(({ recorded, on }) => recorded.id === on?.id).map(({ recorded }) => recorded);
	const names = new Set(today.map(({ name }) => inLocale(name, context.locale)));
	const former = places.filter(({ recorded, on }) => recorded.id !== on?.id && !names.has(inLocale(recorded.name, context.locale))).map(({ recorded }) => recorded);
	return [...today, ...former].map(({ id, name }) => ({ id, name })).sort((a, b) => inLocale(a.name, context.locale).localeCompare(inLocale(b.name, context.locale), context.locale));
}
