import { redirect } from '@sveltejs/kit';
import { addPhoto, assertMayAddPhoto, objectPage, PhotoForm, photoLimit } from '#modules/project/index.ts';
import { dayOf } from '#platform/clock.ts';
import { Forbidden, Invalid } from '#platform/errors.ts';
import { readUpload } from '#platform/files/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await objectPage(context, params.id, params.object);
		if (page.open && !page.writes) throw new Forbidden();
		return { page, today: dayOf(context.now), megabytes: photoLimit / 1024 / 1024 };
	});

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run((context) => assertMayAddPhoto(context, params.id, params.object));
				const upload = await readUpload(request, { maxBytes: photoLimit }, (fields) => (typed = fields));
				try {
					const input = checkFields(PhotoForm, upload.fields);
					const file = upload.file;
					if (!file) throw new Invalid({ file: { code: 'things_file_missing' } });
					await locals.run((context) => addPhoto(context, params.id, params.object, input, file));
				} finally {
					await upload.dispose();
				}
				redirect(303, `/projects/${params.id}/objects/${params.object}?done=things_photo_added`);
			},
			() => typed
		);
	}
} satisfies Actions;
