import type { Actions } from '@sveltejs/kit';
import { editedSections, figuresOf, filledForm, filledShares, sectionForm, sectionStamp, sourceField, type EditedSection, type ProjectDocument, type Typed } from '#modules/project/index.ts';
import { loadChoices, loadPlaceNames } from '../../places.ts';
import { writtenForm } from '../fill.ts';
import { loadDraftToWrite } from '../load.ts';
import { changeRows, saveForm, sectionNamed } from '../save.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const section = sectionNamed(params.section);
		const { project, draft } = await loadDraftToWrite(context, params.id);
		const { document } = draft;
		return {
			project: { id: project.id },
			title: document.title,
			section,
			next: nextOf(section),
			document,
			shape: sectionForm(section),
			seen: sectionStamp(document, section),
			saved: writtenForm(sectionForm(section), savedForm(document, section)),
			figures: section === 'sources' ? figuresOf(document) : [],
			choices: await loadChoices(context, project.id, document, section),
			names: await loadPlaceNames(context, project.id, [document])
		};
	});

const nextOf = (section: EditedSection): EditedSection | null => editedSections[editedSections.indexOf(section) + 1] ?? null;

function savedForm(document: ProjectDocument, section: EditedSection): Typed {
	if (section === 'shares') return filledShares(document);
	if (section === 'sources') return Object.fromEntries(Object.entries(document.sources).flatMap(([path, source]) => [[sourceField(path, 'document'), source.document], [sourceField(path, 'place'), source.place]])) as Typed;
	return filledForm(sectionForm(section), document);
}

export const actions = {
	save: ({ locals, params, request }) => saveForm(locals, request, params.id ?? '', params.section ?? '', `/projects/${params.id}/draft?done=project_saved`),
	stay: ({ locals, params, request }) => saveForm(locals, request, params.id ?? '', params.section ?? '', `/projects/${params.id}/draft/${params.section}?done=project_saved`),
	rows: ({ locals, params, request }) => changeRows(locals, request, params.id ?? '', () => sectionForm(sectionNamed(params.section)))
} satisfies Actions;
