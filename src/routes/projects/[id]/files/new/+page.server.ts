import { redirect } from '@sveltejs/kit';
import { addFile, assertMayAddFile, FileForm, filesPage } from '#modules/project/index.ts';
import { Forbidden, Invalid } from '#platform/errors.ts';
import { allowedExtensions, fileLimit, readUpload } from '#platform/files/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await filesPage(context, params.id);
		if (!page.mayAdd) throw new Forbidden();
		return { page, megabytes: fileLimit / 1024 / 1024, extensions: [...allowedExtensions] };
	});

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run((context) => assertMayAddFile(context, params.id));
				const upload = await readUpload(request, { maxBytes: fileLimit }, (fields) => (typed = fields));
				try {
					const input = checkFields(FileForm, upload.fields);
					const file = upload.file;
					if (!file) throw new Invalid({ file: { code: 'things_file_missing' } });
					await locals.run((context) => addFile(context, params.id, input, file));
				} finally {
					await upload.dispose();
				}
				redirect(303, `/projects/${params.id}/files?done=things_file_added`);
			},
			() => typed
		);
	}
} satisfies Actions;
