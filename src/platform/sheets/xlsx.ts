import { unpacksWithin } from './archive.ts';
import { decimal, guarded, type Cell, type Sheet } from './model.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

// Loaded with the first sheet: most starts never write one, and it is large.
const newWorkbook = async () => new (await import('@protobi/exceljs')).default.Workbook();

/**
 * Writes a workbook. `at` is the moment it says it was made; equal sheets and moments give equal bytes. Texts are guarded
 * against formulas. The only place that knows the library behind it.
 */
export async function writeXlsx(sheets: readonly Sheet[], at: Date): Promise<Buffer> {
	const workbook = await newWorkbook();
	workbook.creator = workbook.lastModifiedBy = 'SocQuality';
	workbook.created = workbook.modified = at;
	const names = new Set<string>();
	for (const sheet of sheets) {
		const page = workbook.addWorksheet(sheetName(sheet.name, names), { views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }] });
		page.columns = sheet.columns.map(({ width }) => ({ width: width ?? 14 }));
		page.addRow(sheet.columns.map(({ header }) => guarded(header))).font = { bold: true };
		page.getRow(1).alignment = { wrapText: true, vertical: 'top' };
		for (const row of sheet.rows) {
			const written = page.addRow(row.map(content));
			for (const [i, cell] of row.entries()) if (isExact(cell)) written.getCell(i + 1).numFmt = cell.places === 0 ? '0' : `0.${'0'.repeat(cell.places)}`;
		}
	}
	return withoutTimes(Buffer.from(await workbook.xlsx.writeBuffer()));
}

/** The largest workbook that is read from outside: bytes after unpacking, rows and columns of a sheet. */
const largest = { unpacked: 60 * 1024 * 1024, rows: 20_000, columns: 400 };

/** Reads a workbook back as texts and numbers, by sheet; headers are the first row. Throws when it is no workbook or too large a one. */
export async function readXlsx(bytes: Buffer): Promise<{ name: string; rows: (string | number | null)[][] }[]> {
	if (!unpacksWithin(bytes, largest.unpacked)) throw new RangeError('No workbook, or too large a one');
	const workbook = await newWorkbook();
	// The library's types know only the ArrayBuffer of the browser.
	await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
	return workbook.worksheets.map((page) => {
		if (page.rowCount > largest.rows || page.columnCount > largest.columns) throw new RangeError(`The sheet "${page.name}" is too large`);
		const rows: (string | number | null)[][] = [];
		page.eachRow({ includeEmpty: true }, (row) => {
			rows.push(Array.from({ length: page.columnCount }, (_, i) => row.getCell(i + 1).value).map((value) => (typeof value === 'number' || typeof value === 'string' ? value : value === null || value === undefined ? null : JSON.stringify(value))));
		});
		return { name: page.name, rows };
	});
}

const isExact = (cell: Cell | undefined): cell is Exclude<Cell, string | number | null> => typeof cell === 'object' && cell !== null;
const content = (cell: Cell): string | number | null => (typeof cell === 'string' ? guarded(cell) : isExact(cell) ? Number(decimal(cell)) : cell);

/** A name that every spreadsheet program takes: at most 31 characters, none of \ / ? * : [ ], unique in the workbook. */
function sheetName(wanted: string, taken: Set<string>): string {
	const base = wanted.replace(/[\\/?*:[\]]/g, ' ').replace(/^'+|'+$/g, '').trim() || 'Sheet';
	for (let number = 1; ; number++) {
		const suffix = number === 1 ? '' : ` ${number}`;
		const name = base.slice(0, 31 - suffix.length).trim() + suffix;
		if (taken.has(name.toLowerCase())) continue;
		taken.add(name.toLowerCase());
		return name;
	}
}

/** A workbook is a ZIP file, and each entry carries the time it was written: set to the format's first moment. */
function withoutTimes(zip: Buffer): Buffer {
	const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	let at = zip.readUInt32LE(end + 16);
	for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
		const local = zip.readUInt32LE(at + 42);
		for (const time of [at + 12, local + 10]) zip.writeUInt32LE((0x21 << 16) >>> 0, time);
		at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
	return zip;
}
