import { fromDecimal } from '#platform/ratio.ts';
import type { Cell } from '#platform/sheets/index.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { ProjectState } from '../lifecycle.ts';
import type { ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';

/** Every table of projects that can be taken out, in the order in which the page lists them. */
export const tableNames = [
	'projects', 'versions', 'codes', 'partners', 'funds', 'shares', 'budget', 'groups', 'objectives', 'activities', 'deliverables', 'indicators', 'achievements', 'planned-objects', 'objects', 'procurement', 'inventory', 'expenditure', 'partner-reports', 'project-reports', 'compliance', 'documents', 'sources', 'files', 'rates'
] as const;
export type TableName = (typeof tableNames)[number];
export const tableFormats = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** A table with the names of its columns, which are the same in every language. */
export interface Table {
	readonly name: TableName;
	readonly columns: readonly string[];
	readonly rows: readonly (readonly Cell[])[];
}

/** A project with the version in force, as the tables of its document need it. */
export interface TabledProject {
	readonly slug: string;
	readonly state: ProjectState;
	readonly published: boolean;
	readonly version: number;
	readonly stage: string;
	readonly inForceFrom: string;
	readonly totalEur: string | null;
	readonly document: ProjectDocument;
	readonly achievements: readonly Achievement[];
}

/** A decimal as a number that is exact in the file; nothing where it is not known. */
export const number = (decimal: string | null, places = 2): Cell => (decimal === null ? null : { value: fromDecimal(decimal), places });
/** Decimal text with as many decimals as it has. */
export const plain = (decimal: string | null): Cell => number(decimal, decimal?.split('.')[1]?.replace(/0+$/, '').length ?? 0);

/** Names of the three columns of a text, and their cells. */
export const textColumns = (name: string): string[] => [`${name}_lv`, `${name}_lt`, `${name}_en`];
export const textCells = (text: LocalizedText | null): Cell[] => [text?.lv ?? null, text?.lt ?? null, text?.en ?? null];
