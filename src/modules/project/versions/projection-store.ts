import type { Context } from '#platform/context.ts';
import { ProjectId } from '#platform/ids.ts';
import { convert, latsPerEuro, sum, type Amount } from '#platform/money.ts';
import type { ProjectDocument } from '../model.ts';
import { selectRatesOn } from '../rate-lookup-store.ts';

/**
 * The published total of a project, or, where none was published, the sum of its budget; null when neither is known.
 * In the document's currency.
 */
export function totalOf(document: ProjectDocument): Amount | null {
	const published = document.shares.find((share) => share.partner === null)?.total ?? null;
	if (published !== null) return published;
	return document.budget.length > 0 ? sum(document.budget.map((cell) => cell.amount)) : null;
}

/** How an amount of the document becomes euro: as it is, by the fixed rate of the lats, by the table's rate; null where there is none. */
async function euroOf(context: Context, currency: string, on: string): Promise<(amount: Amount) => Amount | null> {
	if (currency === 'EUR') return (amount) => amount;
	if (currency === 'LVL') return (amount) => convert(amount, latsPerEuro);
	const rate = (await selectRatesOn(context, [{ currency, day: on }])).get(`${currency}/${on}`);
	return (amount) => (rate ? convert(amount, rate.unitsPerEuro) : null);
}

/**
 * Writes what lists and totals read of a version: the summary, the shares, the partners and the target groups, instead of
 * what stood there. Foreign currencies are taken at the rate of the day from which the version holds.
 */
export async function writeProjection(context: Context, projectId: string, version: { readonly id: string; readonly inForceFrom: string }, document: ProjectDocument): Promise<void> {
	const place = { region_id: context.regionId, project_id: projectId };
	const euro = await euroOf(context, document.currency, version.inForceFrom);
	const total = totalOf(document);
	for (const table of ['project_summary', 'project_share', 'project_partner', 'project_group'] as const) {
		await context.tx.deleteFrom(table).where('region_id', '=', context.regionId).where('project_id', '=', projectId).execute();
	}
	await context.tx
		.insertInto('project_summary')
		.values({
			...place,
			version_id: version.id,
			code: document.codes[0]?.value ?? '',
			codes: JSON.stringify(document.codes),
			acronym: document.acronym ?? '',
			title: JSON.stringify(document.title),
			programme: JSON.stringify(document.programme.name ?? {}),
			date_from: document.period.from,
			date_to: document.period.to,
			currency: document.currency,
			total,
			total_eur: total === null ? null : euro(total)
		})
		.execute();
	const shares = shareRows(document).map((row) => ({ ...place, ...row, amount_eur: euro(row.amount) }));
	if (shares.length > 0) await context.tx.insertInto('project_share').values(shares).execute();
	const partners = document.partners.map(({ key, role, country, institutionId, municipalityId, name }) => ({ ...place, partner_key: key, role, country, institution_id: institutionId, municipality_id: municipalityId, name: JSON.stringify(name) }));
	if (partners.length > 0) await context.tx.insertInto('project_partner').values(partners).execute();
	const groups = document.groups.map(({ key, kind, name, planned }) => ({ ...place, group_key: key, kind, name: JSON.stringify(name), planned }));
	if (groups.length > 0) await context.tx.insertInto('project_group').values(groups).execute();
}

/** Projects whose version in force is in one of the currencies; their rows are held until the transaction ends. */
export async function selectInCurrencies(context: Context, currencies: readonly string[]): Promise<{ projectId: ProjectId; versionId: string }[]> {
	if (currencies.length === 0) return [];
	const rows = await context.tx.selectFrom('project_summary').select(['project_id', 'version_id']).where('region_id', '=', context.regionId).where('currency', 'in', [...currencies]).orderBy('project_id').forUpdate().execute();
	return rows.map((row) => ({ projectId: ProjectId.parse(row.project_id), versionId: row.version_id }));
}

/** One row for every published figure: '' stands for the whole project and for the total over all funds. */
const shareRows = (document: ProjectDocument): { partner_key: string; fund_key: string; fund_kind: string; amount: Amount }[] =>
	document.shares.flatMap((share) => [
		...(share.total === null ? [] : [{ partner_key: share.partner ?? '', fund_key: '', fund_kind: '', amount: share.total }]),
		...share.funds.map(({ fund, amount }) => ({ partner_key: share.partner ?? '', fund_key: fund, fund_kind: document.funds.find(({ key }) => key === fund)?.kind ?? '', amount }))
	]);
