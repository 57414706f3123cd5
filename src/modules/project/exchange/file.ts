import { writeCsv, writeXlsx, xlsxType } from '#platform/sheets/index.ts';
import type { Table, TableFormat } from './model.ts';

export interface TableFile {
	readonly name: string;
	readonly type: string;
	readonly bytes: Uint8Array;
}

const sheet = ({ name, columns, rows }: Table) => ({ name, columns: columns.map((header) => ({ header, width: Math.min(40, Math.max(12, header.length + 2)) })), rows });

/** A table as a file; cells that could be taken for a formula are made harmless. `at` is the moment the workbook says it was made. */
export async function tableFile(table: Table, format: TableFormat, at: Date): Promise<TableFile> {
	return format === 'csv' ? { name: `${table.name}.csv`, type: 'text/csv; charset=utf-8', bytes: Buffer.from(writeCsv(sheet(table))) } : { name: `${table.name}.xlsx`, type: xlsxType, bytes: await writeXlsx([sheet(table)], at) };
}

/** All tables in one workbook, a sheet for each. */
export const tablesFile = async (tables: readonly Table[], at: Date): Promise<TableFile> => ({ name: 'projects.xlsx', type: xlsxType, bytes: await writeXlsx(tables.map(sheet), at) });
