import { formatDay, formatMoney } from '#i18n/format.ts';
import { m, messageOf } from '#i18n/text.ts';
import type { ProjectDocument, ProjectState, VersionProblem } from '#modules/project/index.ts';

/** How a state is toned; its word says it too. */
export const stateTone: Record<ProjectState, 'neutral' | 'info' | 'good' | 'warning'> = { idea: 'neutral', concept: 'info', application: 'info', approved: 'info', running: 'good', modified: 'good', completed: 'neutral', closed: 'neutral' };

/** A project's period as exactly as it was published; null where nothing is known. */
export function periodText({ from, to, precision }: ProjectDocument['period']): string | null {
	if (from === null && to === null) return null;
	const side = (day: string | null): string => (day === null ? m.project_unknown() : precision === 'year' ? day.slice(0, 4) : precision === 'month' ? `${day.slice(5, 7)}.${day.slice(0, 4)}` : formatDay(day));
	return m.project_period_from_to({ from: side(from), to: side(to) });
}

/** A code with who gave it; that the programme gave it is what everybody expects and is not said. */
export const codeText = ({ scheme, value }: ProjectDocument['codes'][number]): string => (scheme === 'programme' ? value : `${value} (${scheme})`);

/** A problem of a document in words, with its amounts in the reader's writing. */
export function problemText({ code, params }: VersionProblem): string {
	const { currency, ...rest } = params;
	const shown = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, typeof currency === 'string' && typeof value === 'string' ? formatMoney(value, currency) : value]));
	return messageOf(`project_problem_${code}`, shown);
}
