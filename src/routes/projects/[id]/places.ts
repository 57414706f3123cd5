import type { Context } from '#platform/context.ts';
import { inLocale, type LocalizedText } from '#platform/locale.ts';
import { filesOf, type EditedSection, type ProjectDocument } from '#modules/project/index.ts';
import { programmePage, programmes } from '#modules/programme/index.ts';
import { listInstitutions, municipalitiesAsOf } from '#modules/territory/index.ts';

export interface Option {
	readonly value: string;
	readonly text: string;
}

/** What the selects of the editor offer, by kind of thing. */
export type Choices = Readonly<Record<'institution' | 'municipality' | 'task' | 'file' | 'partners' | 'lines', Option[]>>;

/** The names of things outside the document by their ids. */
export type PlaceNames = Readonly<Record<string, LocalizedText>>;

/**
 * The names of what documents name by ids. Files of the project and tasks of programmes are looked up only where one of the
 * documents names any.
 */
export async function loadPlaceNames(context: Context, projectId: string, documents: readonly ProjectDocument[]): Promise<PlaceNames> {
	const [institutions, municipalities] = [await listInstitutions(context), await municipalitiesAsOf(context)];
	const files = documents.some((document) => document.documents.some(({ fileId }) => fileId !== null)) ? await filesOf(context, projectId) : [];
	const tasks = documents.some((document) => document.compliance.some(({ nodeId }) => nodeId !== null)) ? await loadNodes(context) : [];
	return Object.fromEntries([
		...institutions.map(({ id, name }) => [id, name]),
		...municipalities.map(({ recorded }) => [recorded.id, recorded.name]),
		...files.map(({ id, title }) => [id, { [context.locale]: title }]),
		...tasks.map(({ id, name }) => [id, name])
	]) as PlaceNames;
}

/** Every priority, direction and task of the region's programmes, in their order. */
async function loadNodes(context: Context): Promise<{ id: string; code: string; name: LocalizedText }[]> {
	const found: { id: string; code: string; name: LocalizedText }[] = [];
	const walk = (branches: Awaited<ReturnType<typeof programmePage>>['tree']): void => {
		for (const { node, children } of branches) {
			found.push({ id: node.id, code: node.code, name: node.name });
			walk(children);
		}
	};
	for (const { id } of (await programmes(context)).programmes) walk((await programmePage(context, id)).tree);
	return found;
}

/** What the selects of a section offer: institutions and municipalities of the region, files of the project, rows of the draft. */
export async function loadChoices(context: Context, projectId: string, document: ProjectDocument, section: EditedSection): Promise<Choices> {
	const { locale } = context;
	const [institutions, municipalities] = [await listInstitutions(context), await municipalitiesAsOf(context)];
	const files = section === 'documents' ? await filesOf(context, projectId) : [];
	const tasks = section === 'compliance' ? await loadNodes(context) : [];
	const collator = new Intl.Collator(locale);
	const byText = (options: Option[]): Option[] => options.sort((a, b) => collator.compare(a.text, b.text));
	return {
		institution: byText(institutions.map(({ id, name }) => ({ value: id, text: inLocale(name, locale) }))),
		// A municipality that is no more is told apart by its years: a new one may bear the same name.
		municipality: byText(municipalities.map(({ recorded }) => ({ value: recorded.id, text: recorded.validTo === null ? inLocale(recorded.name, locale) : `${inLocale(recorded.name, locale)} (${recorded.validFrom.slice(0, 4)}–${recorded.validTo.slice(0, 4)})` }))),
		task: tasks.map(({ id, code, name }) => ({ value: id, text: `${code} ${inLocale(name, locale)}` })),
		file: files.map(({ id, title }) => ({ value: id, text: title })),
		partners: document.partners.map(({ key, name }) => ({ value: key, text: inLocale(name, locale) })),
		lines: document.lines.map(({ key, name }) => ({ value: key, text: inLocale(name, locale) }))
	};
}
