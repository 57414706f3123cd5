import { inLocale, type LocalizedText } from '#platform/locale.ts';
import type { Context } from '#platform/context.ts';
import { filesOf, type ProjectDocument } from '#modules/project/index.ts';
import { listInstitutions, municipalitiesAsOf } from '#modules/territory/index.ts';

export interface Option {
	readonly value: string;
	readonly text: string;
}

/** What the selects of the editor offer, by kind of thing. */
export type Choices = Readonly<Record<'institution' | 'municipality' | 'task' | 'file' | 'partners' | 'lines', Option[]>>;

/** The names of things outside the document by their ids. */
export type PlaceNames = Readonly<Record<string, LocalizedText>>;

export async function loadPlaceNames(context: Context): Promise<PlaceNames> {
	const [institutions, municipalities] = [await listInstitutions(context), await municipalitiesAsOf(context)];
	return Object.fromEntries([...institutions.map(({ id, name }) => [id, name]), ...municipalities.map(({ recorded }) => [recorded.id, recorded.name])]) as PlaceNames;
}

/** What the selects of a section offer: institutions and municipalities of the region, files of the project, rows of the draft. */
export async function loadChoices(context: Context, projectId: string, document: ProjectDocument): Promise<Choices> {
	const { locale } = context;
	const [institutions, municipalities, files] = [await listInstitutions(context), await municipalitiesAsOf(context), await filesOf(context, projectId)];
	const collator = new Intl.Collator(locale);
	const byText = (options: Option[]): Option[] => options.sort((a, b) => collator.compare(a.text, b.text));
	return {
		institution: byText(institutions.map(({ id, name }) => ({ value: id, text: inLocale(name, locale) }))),
		// A municipality that is no more is told apart by its years: a new one may bear the same name.
		municipality: byText(municipalities.map(({ recorded }) => ({ value: recorded.id, text: recorded.validTo === null ? inLocale(recorded.name, locale) : `${inLocale(recorded.name, locale)} (${recorded.validFrom.slice(0, 4)}–${recorded.validTo.slice(0, 4)})` }))),
		task: [],
		file: files.map(({ id, title }) => ({ value: id, text: title })),
		partners: document.partners.map(({ key, name }) => ({ value: key, text: inLocale(name, locale) })),
		lines: document.lines.map(({ key, name }) => ({ value: key, text: inLocale(name, locale) }))
	};
}
