export { tableFile, tablesFile, type TableFile } from './file.ts';
export { tableFormats, tableNames, type Table, type TableFormat, type TableName } from './model.ts';
export { exchangePage, projectTable, projectTables, type ExchangePage } from './queries.ts';
export * from './api/index.ts';
