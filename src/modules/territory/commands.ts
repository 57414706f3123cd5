import { runsRegion } from '#platform/access.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { InstitutionId } from '#platform/ids.ts';
import type { Institution, Municipality, NewInstitution, Succession } from './model.ts';
import { slugOf } from './rules.ts';
import { insertInstitution, insertMunicipality, insertSuccession, readInstitutions, readMunicipalities, updateInstitutionNames } from './store.ts';

/** Adds an institution to the region. Invalid when the municipality is not the region's. Returns the new id. */
export async function addInstitution(context: Context, input: NewInstitution): Promise<InstitutionId> {
	if (!runsRegion(context.actor)) throw new Forbidden();
	if (!(await readMunicipalities(context)).some((m) => m.id === input.municipality)) throw new Invalid({ municipality: { code: 'wrong' } });
	const taken = new Set((await readInstitutions(context)).map((i) => i.slug));
	const base = slugOf(input.name_en) || 'institution';
	let slug = base;
	for (let n = 2; taken.has(slug); n++) slug = `${base.slice(0, 56)}-${n}`;
	const id = InstitutionId.parse(context.newId());
	const name = { lv: input.name_lv, lt: input.name_lt, en: input.name_en };
	await insertInstitution(context, { id, slug, name, about: {}, kind: input.kind, municipalityId: input.municipality, invented: false, validFrom: input.valid_from, validTo: null });
	await audit(context, { action: 'institution.added', subject: { kind: 'institution', id }, institutionId: id, after: { name, kind: input.kind } });
	return id;
}

/** Changes the names and the kind of an institution. */
export async function renameInstitution(context: Context, id: string, input: Pick<NewInstitution, 'name_lv' | 'name_lt' | 'name_en' | 'kind'>): Promise<void> {
	if (!runsRegion(context.actor)) throw new Forbidden();
	const before = (await readInstitutions(context)).find((i) => i.id === id);
	if (!before) throw new NotFound();
	const name = { lv: input.name_lv, lt: input.name_lt, en: input.name_en };
	await updateInstitutionNames(context, id, name, input.kind);
	await audit(context, { action: 'institution.renamed', subject: { kind: 'institution', id }, institutionId: id, before: { name: before.name, kind: before.kind }, after: { name, kind: input.kind } });
}

/** Records municipalities, their successions and institutions as documents give them; for the program's own set-up. */
export async function recordTerritory(context: Context, territory: { municipalities: (Municipality & { source: string })[]; successions: Succession[]; institutions: Institution[] }): Promise<void> {
	if (!context.actor.system) throw new Forbidden();
	for (const municipality of territory.municipalities) await insertMunicipality(context, municipality);
	for (const succession of territory.successions) await insertSuccession(context, succession);
	for (const institution of territory.institutions) await insertInstitution(context, institution);
	await audit(context, { action: 'territory.recorded', subject: { kind: 'region', id: context.regionId }, after: { municipalities: territory.municipalities.length, institutions: territory.institutions.length } });
}
