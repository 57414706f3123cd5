import { redirect } from '@sveltejs/kit';
import { changePhoto, PhotoForm, photoPage, removePhoto, Revision } from '#modules/project/index.ts';
import { dayOf } from '#platform/clock.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await photoPage(context, params.id, params.object, params.photo), today: dayOf(context.now) }));

export const actions = {
	change: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(PhotoForm, typed);
				const { revision } = checkFields(Revision, typed);
				await locals.run((context) => changePhoto(context, params.id, params.object, params.photo, revision, input));
				redirect(303, `/projects/${params.id}/objects/${params.object}/photos/${params.photo}?done=things_photo_saved`);
			},
			() => typed,
			'change'
		);
	},
	remove: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => removePhoto(context, params.id, params.object, params.photo));
				redirect(303, `/projects/${params.id}/objects/${params.object}?done=things_photo_removed`);
			},
			() => ({}),
			'remove'
		)
} satisfies Actions;
