import { formatDay } from '#i18n/format.ts';
import { m, messageOf } from '#i18n/text.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { writeXlsx, type Cell, type Sheet } from '#platform/sheets/index.ts';
import type { Board, BoardCell, BoardRow } from '../board/model.ts';
import { labelOf } from '../format.ts';

/** A board as a workbook in a language: values, changes since the previous cycle, and where the figures come from. */
export function boardToXlsx(board: Board, locale: Locale, at: Date): Promise<Buffer> {
	return writeXlsx(boardSheets(board, locale), at);
}

function boardSheets(board: Board, locale: Locale): Sheet[] {
	const l = { locale };
	const state = (row: BoardRow) => messageOf(`results_state_${row.state}`, {}, locale);
	const criteria = board.columns.map((column) => ({ header: labelOf(column, locale), width: 16 }));
	const overall = board.hasOverall ? [{ header: m.results_overall({}, l), width: 16 }] : [];
	const first = [{ header: m.results_institution({}, l), width: 44 }, { header: m.results_state({}, l), width: 18 }];
	const figures = (row: BoardRow): (BoardCell | null)[] => [...(row.cells ?? board.columns.map(() => null)), ...(board.hasOverall ? [row.overall] : [])];
	const value = (cell: BoardCell | null): Cell => (cell === null ? null : cell.value ? { value: cell.value, places: cell.places } : m.results_no_value({}, l));
	const change = (cell: BoardCell | null): Cell => cell?.change ? { value: cell.change, places: cell.places } : null;
	const name = (row: BoardRow) => inLocale(row.institution.name, locale);
	const medians: Cell[] = board.columns.map(({ median, places }) => median && { value: median, places });

	const values: Sheet = {
		name: m.results_sheet_values({}, l),
		columns: [...first, { header: m.results_csv_judged({}, l), width: 14 }, ...criteria, ...overall],
		rows: [
			...board.rows.map((row): Cell[] => [name(row), state(row), m.results_coverage_of({ judged: row.agreed, total: row.total }, l), ...figures(row).map(value)]),
			...(medians.some((cell) => cell !== null) ? [[m.results_median({}, l), null, null, ...medians, ...(board.hasOverall ? [null] : [])]] : [])
		]
	};
	const changes: Sheet = { name: m.results_sheet_changes({}, l), columns: [...first, ...criteria, ...overall], rows: board.rows.map((row): Cell[] => [name(row), state(row), ...figures(row).map(change)]) };
	const about: Sheet = {
		name: m.results_sheet_about({}, l),
		columns: [{ header: m.results_cycle({}, l), width: 40 }, { header: inLocale(board.cycle.name, locale), width: 80 }],
		rows: [
			[m.results_method_term({}, l), m.results_methodology_line({ title: inLocale(board.methodology.title, locale), version: board.methodology.version, mode: inLocale(board.mode.title, locale) }, l)],
			[m.results_method_hash({}, l), board.methodology.sha256],
			[m.results_method({}, l), m.results_method_rules({}, l)],
			...(board.previous ? [[m.results_previous({}, l), `${inLocale(board.previous.name, locale)}, ${formatDay(board.previous.startsOn, locale)} – ${formatDay(board.previous.endsOn, locale)}`]] : []),
			...(board.previous?.refused === 'other-mode' ? [[m.results_change({}, l), m.results_previous_none_other_mode({}, l)]] : [])
		]
	};
	return board.previous && board.previous.refused === null ? [values, changes, about] : [values, about];
}
