import { redirect } from '@sveltejs/kit';
import { changeIndicator, IndicatorForm, indicatorPage, mayKeepProgramme, removeIndicator, RevisionForm, saveValue, ValueForm } from '#modules/programme/index.ts';
import { Forbidden } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, readForm, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const page = await indicatorPage(context, params.id, params.node, params.indicator);
		if (!mayKeepProgramme(context.actor)) throw new Forbidden();
		return { page };
	});

export const actions = {
	value: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ValueForm, typed);
				await locals.run((context) => saveValue(context, params.id, params.node, params.indicator, input));
				redirect(303, `/programme/${params.id}/nodes/${params.node}/indicators/${params.indicator}?done=programme_done_value`);
			},
			() => typed,
			'value'
		);
	},
	change: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(IndicatorForm, typed);
				await locals.run((context) => changeIndicator(context, params.id, params.node, params.indicator, input));
				redirect(303, `/programme/${params.id}/nodes/${params.node}?done=programme_done_indicator`);
			},
			() => typed,
			'change'
		);
	},
	remove: ({ locals, request, params }) =>
		act(
			async () => {
				const { revision } = await readForm(RevisionForm, request);
				await locals.run((context) => removeIndicator(context, params.id, params.node, params.indicator, revision));
				redirect(303, `/programme/${params.id}/nodes/${params.node}?done=programme_done_indicator_removed`);
			},
			() => ({}),
			'remove'
		)
} satisfies Actions;
