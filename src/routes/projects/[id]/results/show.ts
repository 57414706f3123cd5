import { formatNumber } from '#i18n/format.ts';
import { currentLocale, m, messageOf } from '#i18n/text.ts';
import type { Partner, ProjectDocument, Standing } from '#modules/project/index.ts';
import type { MunicipalityOn } from '#modules/territory/index.ts';
import { inLocale, type LocalizedText } from '#platform/locale.ts';

type Shown = { readonly project: { readonly id: string; readonly slug: string }; readonly version: { readonly document: ProjectDocument } | null };

/** What the project is called in headings: its acronym, else its title, else its address. */
export const projectName = ({ project, version }: Shown): string => version?.document.acronym ?? (inLocale(version?.document.title, currentLocale()) || project.slug);

/** The way to a page below a project. */
export const crumbsOf = (page: Shown, ...below: { href: string; text: string }[]): { href: string; text: string }[] => [
	{ href: '/projects', text: m.project_title() },
	{ href: `/projects/${page.project.id}`, text: projectName(page) },
	...below
];

/** A count in the language's writing; what nobody recorded is said in words. */
export const showCount = (decimal: string | null): string => (decimal === null ? m.things_not_recorded() : formatNumber(Number(decimal)));

/** What a plan says: "at least 706", "7", or that no number was set. */
export const showPlanned = (plan: { readonly planned: string | null; readonly atLeast: boolean }): string =>
	plan.planned === null ? m.things_no_number() : plan.atLeast ? m.things_at_least({ number: showCount(plan.planned) }) : showCount(plan.planned);

/** While the project runs, less than planned is no result yet. */
export function showStanding(standing: Standing, state: string): { tone: 'neutral' | 'good' | 'info' | 'warning'; text: string } {
	if (standing === 'less' && state !== 'completed' && state !== 'closed') return { tone: 'info', text: m.things_standing_so_far() };
	const tone = { 'not-recorded': 'neutral', 'no-plan': 'neutral', 'as-planned': 'good', more: 'good', less: 'warning' } as const;
	return { tone: tone[standing], text: messageOf(`things_standing_${standing.replaceAll('-', '_')}`) };
}

/** A partner's name; a partner that the version lacks is named by its key. */
export function partnerName(partners: readonly Partner[], key: string | null): string {
	if (key === null) return m.things_partner_whole();
	const partner = partners.find((p) => p.key === key);
	return partner ? inLocale(partner.name, currentLocale()) : `${key} (${m.things_partner_gone()})`;
}

/** The languages of a text's three fields with their labels. */
export const inLanguages = (name: string): { language: 'lv' | 'lt' | 'en'; label: string }[] => [
	{ language: 'lv', label: m.things_in_lv({ name }) },
	{ language: 'lt', label: m.things_in_lt({ name }) },
	{ language: 'en', label: m.things_in_en({ name }) }
];

export const languageNames = (languages: readonly string[]): string => languages.map((language) => messageOf(`things_language_${language}`)).join(', ');

/** The labels of a text's fields, for the summary of errors. */
export const labelsOf = (field: string, name: string): Record<string, string> => Object.fromEntries(inLanguages(name).map(({ language, label }) => [`${field}_${language}`, label]));

/** The text as a list row shows it: in the reader's language, else in another one. */
export const said = (text: LocalizedText | null | undefined): string => inLocale(text, currentLocale());

/** A municipality as it was recorded, with the one that holds its place today where that bears another name. */
export function placeName({ recorded, on }: MunicipalityOn): string {
	const [was, now] = [said(recorded.name), said(on?.name)];
	return on === null || now === was ? was : m.things_object_municipality_now({ was, now });
}
