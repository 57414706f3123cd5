import { runsRegion } from '#platform/access.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { Institution, Municipality } from './model.ts';
import { municipalityOn } from './rules.ts';
import { readInstitutions, readMunicipalities, readSuccessions } from './store.ts';

/** All institutions of the region, by slug. Their names are open to everyone who is signed in to the region. */
export async function listInstitutions(context: Context): Promise<Institution[]> {
	return readInstitutions(context);
}

/** The institution with this id; NotFound when the region has none such. */
export async function getInstitution(context: Context, id: string): Promise<Institution> {
	const institution = (await readInstitutions(context)).find((i) => i.id === id);
	if (!institution) throw new NotFound();
	return institution;
}

export interface InstitutionPlace {
	readonly institution: Institution;
	/** The municipality as it was recorded. */
	readonly recorded: Municipality | null;
	/** The municipality on the asked day; null when there was none then. */
	readonly on: Municipality | null;
}

/** The institutions with the municipality that each belongs to on a day (`YYYY-MM-DD`, today unless given). */
export async function institutionsAsOf(context: Context, on: string = dayOf(context.now)): Promise<InstitutionPlace[]> {
	const [institutions, municipalities, successions] = [await readInstitutions(context), await readMunicipalities(context), await readSuccessions(context)];
	return institutions.map((institution) => ({
		institution,
		recorded: municipalities.find((m) => m.id === institution.municipalityId) ?? null,
		on: municipalityOn(institution.municipalityId, on, municipalities, successions)
	}));
}

/** Municipalities that exist today, for choosing; only for those who run the region. */
export async function listMunicipalities(context: Context): Promise<Municipality[]> {
	if (!runsRegion(context.actor)) throw new NotFound();
	const today = dayOf(context.now);
	return (await readMunicipalities(context)).filter((m) => m.validFrom <= today && (m.validTo === null || today < m.validTo));
}

export interface MunicipalityOn {
	/** As it was recorded once; it may no longer exist. */
	readonly recorded: Municipality;
	/** Who holds its place on the asked day: itself or its successor; null when there was none then. */
	readonly on: Municipality | null;
}

/** Every municipality that was ever recorded with the one that holds its place on a day (`YYYY-MM-DD`, today unless given). Names of places are open to everybody. */
export async function municipalitiesAsOf(context: Context, on: string = dayOf(context.now)): Promise<MunicipalityOn[]> {
	const [municipalities, successions] = [await readMunicipalities(context), await readSuccessions(context)];
	return municipalities.map((recorded) => ({ recorded, on: municipalityOn(recorded.id, on, municipalities, successions) }));
}
