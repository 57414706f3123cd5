import type { Context } from '#platform/context.ts';
import { InstitutionId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { Institution, InstitutionKind, Municipality, Succession } from './model.ts';

export async function readMunicipalities(context: Context): Promise<Municipality[]> {
	const rows = await context.tx.selectFrom('municipality').selectAll().where('region_id', '=', context.regionId).orderBy('code').orderBy('valid_from').execute();
	return rows.map((row) => ({ id: row.id, code: row.code, country: row.country as 'LV' | 'LT', name: row.name as LocalizedText, validFrom: row.valid_from, validTo: row.valid_to }));
}

export async function readSuccessions(context: Context): Promise<Succession[]> {
	const rows = await context.tx.selectFrom('municipality_successor').selectAll().where('region_id', '=', context.regionId).orderBy('on_date').execute();
	return rows.map((row) => ({ predecessorId: row.predecessor_id, successorId: row.successor_id, onDate: row.on_date }));
}

export async function readInstitutions(context: Context): Promise<Institution[]> {
	const rows = await context.tx.selectFrom('institution').selectAll().where('region_id', '=', context.regionId).orderBy('slug').execute();
	return rows.map((row) => ({
		id: InstitutionId.parse(row.id),
		slug: row.slug,
		name: row.name as LocalizedText,
		about: row.about as LocalizedText,
		kind: row.kind as InstitutionKind,
		municipalityId: row.municipality_id,
		invented: row.invented,
		validFrom: row.valid_from,
		validTo: row.valid_to
	}));
}

export async function insertMunicipality(context: Context, m: Municipality & { source: string }): Promise<void> {
	await context.tx
		.insertInto('municipality')
		.values({ region_id: context.regionId, id: m.id, code: m.code, country: m.country, name: JSON.stringify(m.name), valid_from: m.validFrom, valid_to: m.validTo, source: m.source })
		.execute();
}

export async function insertSuccession(context: Context, s: Succession): Promise<void> {
	await context.tx.insertInto('municipality_successor').values({ region_id: context.regionId, predecessor_id: s.predecessorId, successor_id: s.successorId, on_date: s.onDate }).execute();
}

export async function insertInstitution(context: Context, i: Institution): Promise<void> {
	await context.tx
		.insertInto('institution')
		.values({ region_id: context.regionId, id: i.id, slug: i.slug, name: JSON.stringify(i.name), about: JSON.stringify(i.about), kind: i.kind, municipality_id: i.municipalityId, invented: i.invented, valid_from: i.validFrom, valid_to: i.validTo })
		.execute();
}

export async function updateInstitutionNames(context: Context, id: string, name: LocalizedText, kind: InstitutionKind): Promise<void> {
	await context.tx.updateTable('institution').set({ name: JSON.stringify(name), kind }).where('region_id', '=', context.regionId).where('id', '=', id).execute();
}
