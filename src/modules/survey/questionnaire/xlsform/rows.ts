import type { AnswerText } from '../model.ts';
import type { XlsNotes } from './notes.ts';
import { readRelevant, type Relevant } from './relevant.ts';
import type { XlsRow } from './sheet.ts';

/** A row of the sheet `survey` that asks something. */
export interface Asked {
	readonly row: number;
	readonly kind: 'one' | 'many' | 'number' | 'short-text' | 'long-text';
	readonly name: string;
	readonly list: string;
	readonly label: AnswerText;
	readonly hint: AnswerText | null;
	readonly relevant: Relevant | null;
	readonly range: { readonly min: number; readonly max: number } | null;
	/** The innermost group, or null; `label` is what the battery is called. */
	readonly group: Group | null;
}
export interface Group {
	readonly row: number;
	readonly label: AnswerText | null;
	readonly relevant: Relevant | null;
}

const metadata = new Set(['start', 'end', 'today', 'deviceid', 'subscriberid', 'simserial', 'phonenumber', 'phone number', 'username', 'email', 'audit', 'start-geopoint', 'background-audio']);

/** Reads the rows of the sheet `survey`: what it asks, and the notes that stand before the first question. */
export function readRows(rows: readonly XlsRow[], notes: XlsNotes): { asked: Asked[]; introduction: AnswerText[] } {
	const asked: Asked[] = [];
	const introduction: AnswerText[] = [];
	const groups: Group[] = [];
	const state = { repeats: 0, note: null as AnswerText | null, required: null as { row: number; count: number } | null };
	for (const row of rows) {
		const type = row.get('type').toLowerCase().replace(/\s+/g, ' ');
		const [verb = '', what = ''] = type.replace(/^(begin|end)_/, '$1 ').split(' ');
		if (type === '') continue;
		if (what === 'repeat') {
			state.repeats = Math.max(0, state.repeats + (verb === 'begin' ? 1 : -1));
			if (verb === 'begin') notes.add('survey', row.row, 'repeat');
		} else if (state.repeats > 0) notes.add('survey', row.row, 'inside_repeat');
		else if (verb === 'begin') groups.push({ row: row.row, label: row.text('label', 500), relevant: relevantOf(row, notes) });
		else if (verb === 'end') {
			if (!groups.pop()) notes.add('survey', row.row, 'group_end');
		} else if (type === 'note') {
			const text = row.text('label', 3000);
			if (text && asked.length === 0) introduction.push(text);
			else if (text) {
				notes.add('survey', row.row, 'note_moved');
				state.note = text;
			}
		} else {
			const question = readQuestion(row, type, groups.at(-1) ?? null, notes);
			if (!question) continue;
			asked.push(state.note ? { ...question, hint: joined(state.note, question.hint) } : question);
			state.note = null;
			if (/^(yes|true|true\(\)|1)$/i.test(row.get('required'))) state.required = { row: state.required?.row ?? row.row, count: (state.required?.count ?? 0) + 1 };
		}
	}
	for (const group of groups) notes.add('survey', group.row, 'group_open');
	if (state.required) notes.add('survey', state.required.row, 'required', { count: state.required.count });
	return { asked, introduction };
}

function readQuestion(row: XlsRow, type: string, group: Group | null, notes: XlsNotes): Asked | null {
	const found = kindOf(row, type, notes);
	if (!found) return null;
	const name = row.get('name');
	if (name === '') {
		notes.add('survey', row.row, 'name_missing');
		return null;
	}
	const label = row.text('label', 4000);
	if (!label) notes.add('survey', row.row, 'label_missing', { name: name.slice(0, 80) });
	if (row.get('choice_filter') !== '') notes.add('survey', row.row, 'choice_filter');
	const range = found.kind === 'number' ? rangeOf(row.get('constraint')) : null;
	if (row.get('constraint') !== '' && !range) notes.add('survey', row.row, 'constraint', { text: row.get('constraint').slice(0, 120) });
	return { row: row.row, ...found, name, label: label ?? { [row.plain]: name.slice(0, 500) }, hint: row.text('hint', 900), relevant: relevantOf(row, notes) ?? group?.relevant ?? null, range, group };
}

function kindOf(row: XlsRow, type: string, notes: XlsNotes): Pick<Asked, 'kind' | 'list'> | null {
	const [, select, other] = /^(select_one|select_multiple|select one|select multiple|select1)\s+\S+(\s+or_other)?$/.exec(type) ?? [];
	if (select) {
		if (other) notes.add('survey', row.row, 'or_other');
		// The name of a list keeps its capital letters.
		const list = row.get('type').trim().split(/\s+/).at(other ? -2 : -1) ?? '';
		return { kind: /multiple/.test(select) ? 'many' : 'one', list };
	}
	if (type === 'integer') return { kind: 'number', list: '' };
	if (type === 'text') return { kind: /multiline/.test(row.get('appearance')) ? 'long-text' : 'short-text', list: '' };
	if (metadata.has(type)) notes.add('survey', row.row, 'metadata', { type });
	else notes.add('survey', row.row, 'type', { type: row.get('type').slice(0, 80) });
	return null;
}

function relevantOf(row: XlsRow, notes: XlsNotes): Relevant | null {
	const text = row.get('relevant') || row.get('relevance');
	if (text === '') return null;
	const relevant = readRelevant(text);
	if (!relevant) notes.add('survey', row.row, 'relevant', { text: text.slice(0, 120) });
	return relevant;
}

/** `. >= 0 and . <= 120`, in either order; anything else is no simple range. */
function rangeOf(constraint: string): { min: number; max: number } | null {
	const low = /\.\s*>=\s*(\d{1,5})/.exec(constraint)?.[1];
	const high = /\.\s*<=\s*(\d{1,5})/.exec(constraint)?.[1];
	const rest = constraint.replace(/\.\s*[<>]=\s*\d{1,5}/g, '').replace(/\band\b/g, '').trim();
	if (low === undefined || high === undefined || rest !== '' || Number(high) > 30_000 || Number(low) >= Number(high)) return null;
	return { min: Number(low), max: Number(high) };
}

const joined = (first: AnswerText, second: AnswerText | null): AnswerText =>
	Object.fromEntries((['lv', 'lt', 'en', 'ru'] as const).flatMap((language) => {
		const words = [first[language], second?.[language]].filter((text) => text !== undefined).join('\n');
		return words === '' ? [] : [[language, words]];
	}));
