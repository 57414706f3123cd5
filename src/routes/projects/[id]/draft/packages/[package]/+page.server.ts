import type { Actions } from '@sveltejs/kit';
import { filledForm, packageForm, sectionStamp } from '#modules/project/index.ts';
import { NotFound } from '#platform/errors.ts';
import { loadChoices, loadPlaceNames } from '../../../places.ts';
import { writtenForm } from '../../fill.ts';
import { loadDraftToWrite } from '../../load.ts';
import { changeRows, saveForm } from '../../save.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { project, draft } = await loadDraftToWrite(context, params.id);
		const found = draft.document.packages.find(({ key }) => key === params.package);
		if (!found) throw new NotFound();
		return {
			project: { id: project.id },
			title: draft.document.title,
			package: { key: found.key, title: found.title },
			document: draft.document,
			shape: packageForm,
			seen: sectionStamp(draft.document, 'packages'),
			saved: writtenForm(packageForm, filledForm(packageForm, found)),
			choices: await loadChoices(context, project.id, draft.document, 'packages'),
			names: await loadPlaceNames(context, project.id, [])
		};
	});

export const actions = {
	save: ({ locals, params, request }) => saveForm(locals, request, params.id ?? '', 'packages', `/projects/${params.id}/draft/packages?done=project_saved`, params.package),
	stay: ({ locals, params, request }) => saveForm(locals, request, params.id ?? '', 'packages', `/projects/${params.id}/draft/packages/${params.package}?done=project_saved`, params.package),
	rows: ({ locals, params, request }) => changeRows(locals, request, params.id ?? '', () => packageForm)
} satisfies Actions;
