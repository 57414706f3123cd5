import type { FundKind, ProjectDocument } from '../model.ts';
import type { ProjectState } from '../lifecycle.ts';

/** Codes of the code lists of IATI 2.03 that projects use, and how the project's own words become them. */

/** Names of attributes that only SocQuality reads: keys, and what the standard has no element for. */
export const ownNamespace = 'urn:socquality:project:1';

/** ActivityStatus: 1 pipeline, 2 implementation, 3 finalisation, 4 closed. */
export const statusOf: Record<ProjectState, string> = { idea: '1', concept: '1', application: '1', approved: '1', running: '2', modified: '2', completed: '3', closed: '4' };

/** OrganisationType: 10 government, 11 local government, 15 other public sector, 40 multilateral, 70 private sector … */
export const organisationTypes = ['10', '11', '15', '21', '22', '23', '24', '30', '40', '60', '70', '71', '72', '73', '80', '90'] as const;
export type OrganisationType = (typeof organisationTypes)[number];

/** What a kind of fund says about who pays; another donor's and partners' own money say nothing. */
export const typeOfFund: Record<FundKind, OrganisationType | null> = { eu: '40', 'other-donor': null, state: '10', own: null, private: '70' };

/** OrganisationRole. */
export const roles = { funding: '1', accountable: '2', extending: '3', implementing: '4' } as const;

/** DocumentCategory for each kind of document. */
export const categoryOf: Record<ProjectDocument['documents'][number]['kind'], string> = {
	concept: 'A02', application: 'A02', agreement: 'A11', modification: 'A11', report: 'A08', article: 'A12', website: 'A12', decision: 'A09', other: 'A02'
};
export const kindOfCategory: Readonly<Record<string, ProjectDocument['documents'][number]['kind']>> = { A11: 'agreement', A09: 'decision', A07: 'report', A08: 'report', A12: 'website' };

/** ResultType: 1 output, 2 outcome, 9 other. */
export const resultTypes = { output: '1', result: '2', groups: '9' } as const;

/** Sector: vocabulary 2 is the list of three-digit categories of the OECD; 160 is other social infrastructure and services. */
export const sector = { vocabulary: '2', code: '160' } as const;

/** Region of the OECD's list: Europe, regional. */
export const europe = '89';
export const europeanCountries: ReadonlySet<string> = new Set('AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM TR UA VA XK'.split(' '));

/** TransactionType. */
export const transactionTypes = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13'] as const;
export const incomingCommitment = '11';
export const expenditure = '4';

/** How a document at an address is written, by its ending; pages have none. */
export function formatOf(address: string): string {
	const ending = /\.([a-z0-9]{2,5})$/i.exec(new URL(address).pathname)?.[1]?.toLowerCase() ?? '';
	return formats[ending] ?? 'text/html';
}
const formats: Readonly<Record<string, string>> = {
	pdf: 'application/pdf', doc: 'application/msword', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', odt: 'application/vnd.oasis.opendocument.text',
	xls: 'application/vnd.ms-excel', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv', txt: 'text/plain', zip: 'application/zip', jpg: 'image/jpeg', png: 'image/png'
};
