import type { Context } from '#platform/context.ts';
import { Invalid } from '#platform/errors.ts';
import { changeDraft } from './drafts.ts';
import { fitting } from './editing.ts';
import type { AnswerLanguage } from './model.ts';
import { requireKeeper } from './policy.ts';
import { textSlots } from './texts.ts';
import { applyUnits, type RowNote } from './translate.ts';
import { readCsv } from './translation-csv.ts';
import { readXliff } from './translation-xliff.ts';
import type { Encoding } from './decode.ts';

/** The largest file of translations, in bytes. */
export const largestTranslation = 5 * 1024 * 1024;

export interface TranslationReport {
	readonly changed: number;
	readonly rows: number;
	readonly notes: readonly RowNote[];
	readonly source: AnswerLanguage;
	readonly target: AnswerLanguage;
	/** As which the file was read; worth a look where it is not UTF-8. */
	readonly encoding: Encoding;
}

/**
 * Puts a translator's file into a draft, row by row, and reports the rows that were left out. Languages that the file
 * names go before those of the form. For those who keep questionnaires; throws Invalid at `file` when it cannot be read.
 */
export async function importTranslations(context: Context, input: { readonly draftId: string; readonly bytes: Uint8Array; readonly source: AnswerLanguage; readonly target: AnswerLanguage; readonly anyway: boolean }): Promise<TranslationReport> {
	requireKeeper(context);
	const head = new TextDecoder('latin1').decode(input.bytes.subarray(0, 400)).replaceAll('\0', '');
	const read = /^\W*<(?:\?xml|xliff|!)/i.test(head) ? readXliff(input.bytes) : readCsv(input.bytes);
	if ('fault' in read) throw new Invalid({ file: { code: `questionnaire_file_${read.fault}`, params: read.params ?? {} } });
	const languages = { source: read.source ?? input.source, target: read.target ?? input.target };
	if (languages.source === languages.target) throw new Invalid({ file: { code: 'questionnaire_file_languages' } });
	const report: { changed: number; notes: RowNote[] } = { changed: 0, notes: [...read.notes] };
	await changeDraft(context, input.draftId, `translations.${languages.target}`, (document) => {
		if (!textSlots(document).some((slot) => slot.languages.includes(languages.target))) throw new Invalid({ file: { code: 'questionnaire_file_language', params: { language: languages.target } } });
		const translated = applyUnits(document, read.units, languages, input.anyway);
		report.changed = translated.changed;
		report.notes.push(...translated.notes);
		return fitting(translated.document);
	});
	return { ...report, notes: report.notes.toSorted((a, b) => a.row - b.row), rows: read.units.length + read.notes.length, ...languages, encoding: read.encoding };
}
