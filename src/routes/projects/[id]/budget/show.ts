import { currentLocale, m, messageOf } from '#i18n/text.ts';
import type { BudgetAxis, CellKind, ProjectDocument } from '#modules/project/index.ts';
import { inLocale, type LocalizedText } from '#platform/locale.ts';

interface Shown {
	readonly project: { readonly id: string; readonly slug: string };
	readonly document: ProjectDocument;
}

/** What the project is called in headings: its acronym, else its title, else its address. */
export const projectName = ({ project, document }: Shown): string => document.acronym ?? (inLocale(document.title, currentLocale()) || project.slug);

/** The way to a page below a project. */
export const crumbsOf = (page: Shown, ...below: { href: string; text: string }[]): { href: string; text: string }[] => [
	{ href: '/projects', text: m.project_title() },
	{ href: `/projects/${page.project.id}`, text: projectName(page) },
	...below
];

const lists = { partner: 'partners', line: 'lines', fund: 'funds', period: 'periods' } as const;

/** The name of a partner, line, fund or period in all its languages; the key itself where the document does not list it. */
export function axisName(document: ProjectDocument, axis: BudgetAxis, key: string): LocalizedText {
	const items: readonly { readonly key: string; readonly name: LocalizedText }[] = document[lists[axis]];
	return items.find((item) => item.key === key)?.name ?? { [currentLocale()]: key };
}

export const nameOf = (document: ProjectDocument, axis: BudgetAxis, key: string): string => inLocale(axisName(document, axis, key), currentLocale());

export const axisTitle = (axis: BudgetAxis): string => ({ partner: m.budget_partner(), line: m.budget_line(), fund: m.budget_fund(), period: m.budget_period() })[axis];
export const axisHeading = (axis: BudgetAxis): string => ({ partner: m.budget_by_partner(), line: m.budget_by_line(), fund: m.budget_by_fund(), period: m.budget_by_period() })[axis];
export const kindName = (kind: CellKind): string => messageOf(`budget_kind_${kind.replace('-', '_')}`);

/** A rate or percentage as published, in the language's writing. */
export const showPercent = (percent: string): string => `${currentLocale() === 'en' ? percent : percent.replace('.', ',')}${currentLocale() === 'en' ? '' : '\u00a0'}%`;

/** Whether what is shown is the version in force or what is being written. */
export const standing = ({ version }: { readonly version: number | null }): string => (version === null ? m.budget_of_draft() : m.budget_of_version({ number: version }));
