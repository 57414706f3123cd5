import { writeCsv } from '#platform/sheets/index.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { inLocale } from '#platform/locale.ts';
import { loadToRead } from '../loading.ts';
import { columnTitle } from './columns.ts';
import { importColumns } from './model.ts';

/** An empty file with the headers in the reader's language and one invented row, whose line and currency are the project's. */
export async function importTemplate(context: Context, projectId: string): Promise<string> {
	const { version, mine } = await loadToRead(context, projectId);
	if (version === null || mine.length === 0) throw new NotFound();
	const { document } = version;
	const [period] = document.periods;
	const line = document.lines.find(({ flatRate }) => flatRate === null);
	const day = period?.from ?? document.period.from ?? '';
	const example: Record<(typeof importColumns)[number], string> = {
		line: inLocale(line?.name, context.locale),
		period: inLocale(period?.name, context.locale),
		invoice: 'AB-0001',
		supplier: 'SIA „Paraugs“',
		description: '',
		invoiced_on: day,
		paid_on: day,
		net: '1000.00',
		vat: '210.00',
		vat_eligible: '1',
		currency: document.currency,
		rate: '',
		rate_on: ''
	};
	return writeCsv({ columns: importColumns.map((column) => ({ header: columnTitle(column, context.locale) })), rows: [importColumns.map((column) => example[column])] });
}
