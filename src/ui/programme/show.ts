import { m, messageOf, currentLocale } from '#i18n/text.ts';
import { inLocale, type LocalizedText } from '#platform/locale.ts';
import type { Programme, TaskCounts, TaskState } from '#modules/programme/index.ts';

export const stateTone = { done: 'good', 'under-way': 'info', 'not-begun': 'warning', 'not-said': 'neutral' } as const satisfies Record<TaskState, string>;
export const stateText = (state: TaskState): string => messageOf(`programme_state_${state.replaceAll('-', '_')}`);

/** A decimal text with the language's decimal sign and a real minus. */
export const numberText = (decimal: string): string => (currentLocale() === 'en' ? decimal : decimal.replace('.', ',')).replace(/^-/, '−');

/** How many tasks are in which state, as a sentence; what is overdue is added where there is any. */
export function countsText({ total, done, underWay, notBegun, notSaid, overdue }: TaskCounts): string {
	if (total === 0) return m.programme_no_tasks();
	return [m.programme_counts_text({ total, done, underWay, notBegun, notSaid }), ...(overdue > 0 ? [m.programme_counts_overdue({ overdue })] : [])].join(' ');
}

export const codeAndName = (node: { readonly code: string; readonly name: LocalizedText }): string => `${node.code} ${inLocale(node.name, currentLocale())}`;

/** The way from the list of programmes down to a node. */
export const crumbs = (programme: Programme, ...nodes: readonly { readonly id: string; readonly code: string; readonly name: LocalizedText }[]): { href: string; text: string }[] => [
	{ href: '/programme', text: m.programme_title() },
	{ href: `/programme/${programme.id}`, text: inLocale(programme.name, currentLocale()) },
	...nodes.map((node) => ({ href: `/programme/${programme.id}/nodes/${node.id}`, text: codeAndName(node) }))
];
