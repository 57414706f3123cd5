import { normalise, unfitCharacter } from '#modules/methodology/index.ts';
import type { AnswerLanguage, AnswerText, QuestionnaireDocument } from './model.ts';
import { textSlots, withTexts, type TextSlot } from './texts.ts';

/** One text on its way to or from a translator. */
export interface TranslationUnit {
	/** The row of the file, from 1, or the number of the unit. */
	readonly row: number;
	readonly key: string;
	readonly source: string;
	readonly target: string;
}

/** Why a row was left out, or what to look at; each has a message `questionnaire_row_<code>`. */
export const rowCodes = ['unknown_key', 'source_changed', 'target_empty', 'too_long', 'bad_character', 'key_twice', 'markup', 'columns'] as const;
export type RowCode = (typeof rowCodes)[number];
export interface RowNote {
	readonly row: number;
	readonly key: string;
	readonly code: RowCode;
	/** What the translator wrote, so that nothing is lost where it was left out. */
	readonly target: string;
}

/** The texts that a language needs, with their source words and what is translated already. */
export const unitsOf = (document: QuestionnaireDocument, source: AnswerLanguage, target: AnswerLanguage): (TranslationUnit & { readonly slot: TextSlot })[] =>
	textSlots(document)
		.filter((slot) => slot.languages.includes(target))
		.map((slot, i) => ({ row: i + 2, key: slot.key, source: slot.values[source] ?? '', target: slot.values[target] ?? '', slot }));

/** Shorthand for a note. */
export const rowNote = (row: number, key: string, code: RowCode, target: string): RowNote => ({ row, key, code, target });

export interface Translated {
	readonly document: QuestionnaireDocument;
	/** How many texts were changed. */
	readonly changed: number;
	readonly notes: readonly RowNote[];
}

/**
 * Puts translations into a document. A row whose key is unknown, whose target is empty or whose source has other words
 * than the document now has is left out and noted; `anyway` takes those whose source changed all the same.
 */
export function applyUnits(document: QuestionnaireDocument, units: readonly TranslationUnit[], languages: { readonly source: AnswerLanguage; readonly target: AnswerLanguage }, anyway = false): Translated {
	const slots = new Map(textSlots(document).map((slot) => [slot.key, slot]));
	const changes = new Map<string, AnswerText>();
	const seen = new Set<string>();
	const notes: RowNote[] = [];
	for (const unit of units) {
		const target = tidy(unit.target);
		const note = (code: RowCode): void => void notes.push(rowNote(unit.row, unit.key, code, target));
		const slot = slots.get(unit.key);
		if (!slot || !slot.languages.includes(languages.target)) {
			note('unknown_key');
			continue;
		}
		if (seen.has(unit.key)) {
			note('key_twice');
			continue;
		}
		seen.add(unit.key);
		if (target === '') note('target_empty');
		else if (target.length > slot.max) note('too_long');
		else if (unfitCharacter(target) >= 0) note('bad_character');
		else if (!anyway && tidy(unit.source) !== tidy(slot.values[languages.source] ?? '')) note('source_changed');
		else if (target !== slot.values[languages.target]) changes.set(unit.key, { [languages.target]: target });
	}
	return { document: withTexts(document, changes), changed: changes.size, notes };
}

/** As texts are stored: NFC, plain line ends, no blanks around. */
const tidy = (text: string): string => normalise(text).replaceAll('\r', '\n').trim();
