import { m } from '#i18n/text.ts';
import type { Context } from '#platform/context.ts';
import { writeCsv, writeXlsx } from '#platform/sheets/index.ts';
import { getQuestionnaire } from '../../survey/index.ts';
import { codebook } from './export.ts';
import { exportRows } from './rows.ts';

/** The rows for a researcher as CSV. Each call is an export of its own, with its audit entry. Rights and errors as `exportRows`. */
export async function rowsCsv(context: Context, surveyId: string, purpose: string): Promise<string> {
	return writeCsv((await exportRows(context, surveyId, purpose)).sheet);
}

/** The same as a workbook with the codebook. */
export async function rowsXlsx(context: Context, surveyId: string, purpose: string): Promise<Buffer> {
	const { survey, sheet } = await exportRows(context, surveyId, purpose);
	const { document } = await getQuestionnaire(context, survey.questionnaireVersionId);
	const { locale } = context;
	return writeXlsx([{ ...sheet, name: m.figures_rows_sheet({}, { locale }) }, { ...codebook(document, locale), name: m.figures_export_sheet_codebook({}, { locale }) }], context.now);
}
