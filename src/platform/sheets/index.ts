export { writeCsv } from './csv.ts';
export { guarded, type Cell, type Sheet } from './model.ts';
export { readXlsx, writeXlsx, xlsxType } from './xlsx.ts';
