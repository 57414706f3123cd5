import { redirect } from '@sveltejs/kit';
import { getProject, isEditedSection, mayKeepProjects, rowAction, saveSection, typedText, withoutRow, withRow, type EditedSection, type FormShape, type Typed } from '#modules/project/index.ts';
import { Forbidden, NotFound } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { readFields, type Fields } from '#platform/web/form.ts';

/** The section of an address; NotFound for any other word. */
export function sectionNamed(key: string | undefined): EditedSection {
	if (key === undefined || !isEditedSection(key)) throw new NotFound();
	return key;
}

/** The buttons of a form of rows: who may write gets the form back with one row more or less; nothing is saved. */
export function changeRows(locals: App.Locals, request: Request, projectId: string, shapeOf: () => FormShape) {
	let typed: Fields = {};
	return act(
		async () => {
			typed = await readFields(request);
			await locals.run(async (context) => {
				await getProject(context, projectId);
				if (!mayKeepProjects(context.actor)) throw new Forbidden();
			});
			const shape = shapeOf();
			const action = rowAction(typed);
			const rows: Typed = action.does === 'add' ? withRow(typed, shape.lists, action.list) : action.does === 'remove' ? withoutRow(typed, action.row) : typed;
			return { rows };
		},
		() => typed
	);
}

/** Saves one section of a draft and goes where the form leads afterwards. */
export function saveForm(locals: App.Locals, request: Request, projectId: string, section: string, then: string, workPackage?: string) {
	let typed: Fields = {};
	return act(
		async () => {
			typed = await readFields(request);
			await locals.run((context) => saveSection(context, projectId, { section: sectionNamed(section), package: workPackage, seen: typedText(typed, 'seen'), typed }));
			redirect(303, then);
		},
		() => typed
	);
}
