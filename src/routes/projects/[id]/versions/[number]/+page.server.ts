import { NotFound } from '#platform/errors.ts';
import { getProject, projectVersion, projectVersions } from '#modules/project/index.ts';
import { loadPlaceNames } from '../../places.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const project = await getProject(context, params.id);
		if (!/^[1-9]\d{0,5}$/.test(params.number)) throw new NotFound();
		const version = await projectVersion(context, project.id, Number(params.number));
		return { project, version, newest: (await projectVersions(context, project.id))[0]?.number ?? version.number, names: await loadPlaceNames(context, project.id, [version.document]) };
	});
