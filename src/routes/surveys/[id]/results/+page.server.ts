import { redirect } from '@sveltejs/kit';
import { publish, releasedTexts, surveyResults } from '#modules/results/index.ts';
import { NotFound } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) => {
	const wanted = url.searchParams.get('publication');
	return locals.run(async (context) => {
		// A number that no publication can have is a page that does not exist.
		if (wanted !== null && !/^[1-9]\d{0,4}$/.test(wanted)) throw new NotFound();
		const results = await surveyResults(context, params.id, wanted === null ? null : Number(wanted));
		return { results, texts: results.shown ? await releasedTexts(context, params.id) : [], by: url.searchParams.get('by') };
	});
};

export const actions = {
	publish: ({ locals, params }) =>
		act(
			async () => {
				await locals.run(async (context) => {
					const { rights } = await surveyResults(context, params.id);
					await publish(context, params.id, rights.publish ?? 'interim');
				});
				redirect(303, `/surveys/${params.id}/results?done=figures_done_published`);
			},
			() => ({}),
			'publish'
		)
} satisfies Actions;
