import { redirect } from '@sveltejs/kit';
import { changeFile, FileChange, filePage, removeFile } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await filePage(context, params.id, params.file) }));

export const actions = {
	change: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { revision, ...input } = checkFields(FileChange, typed);
				await locals.run((context) => changeFile(context, params.id, params.file, revision, input));
				redirect(303, `/projects/${params.id}/files/${params.file}?done=things_file_saved`);
			},
			() => typed,
			'change'
		);
	},
	remove: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => removeFile(context, params.id, params.file));
				redirect(303, `/projects/${params.id}/files?done=things_file_removed`);
			},
			() => ({}),
			'remove'
		)
} satisfies Actions;
