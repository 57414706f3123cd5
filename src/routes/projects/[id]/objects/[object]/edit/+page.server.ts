import { redirect } from '@sveltejs/kit';
import { changeObject, ObjectForm, objectPage, Revision } from '#modules/project/index.ts';
import { dayOf } from '#platform/clock.ts';
import { Forbidden } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await objectPage(context, params.id, params.object);
		if (page.open && !page.writes) throw new Forbidden();
		return { page, today: dayOf(context.now) };
	});

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ObjectForm, typed);
				const { revision } = checkFields(Revision, typed);
				await locals.run((context) => changeObject(context, params.id, params.object, revision, input));
				redirect(303, `/projects/${params.id}/objects/${params.object}?done=things_object_saved`);
			},
			() => typed
		);
	}
} satisfies Actions;
