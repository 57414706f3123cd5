import { redirect } from '@sveltejs/kit';
import { exchangePage, PublisherInput, savePublisher } from '#modules/project/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => locals.run(async (context) => ({ page: await exchangePage(context), region: locals.region?.slug ?? '' }));

export const actions = {
	publisher: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(PublisherInput, typed);
				await locals.run((context) => savePublisher(context, input));
				redirect(303, '/projects/exchange?done=exchange_publisher_saved');
			},
			() => typed,
			'publisher'
		);
	}
} satisfies Actions;
