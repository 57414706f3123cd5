export { addInstitution, recordTerritory, renameInstitution } from './commands.ts';
export { institutionKinds, NewInstitution, type Institution, type InstitutionKind, type Municipality, type Succession } from './model.ts';
export { getInstitution, institutionsAsOf, listInstitutions, listMunicipalities, municipalitiesAsOf, type InstitutionPlace, type MunicipalityOn } from './queries.ts';
export { existsOn, municipalityOn, slugOf } from './rules.ts';
