import { redirect, type Actions } from '@sveltejs/kit';
import { decideTexts, piecesOf, textsAtOnce, textStates, textsToRead, type TextState } from '#modules/results/index.ts';
import { act } from '#platform/web/action.ts';
import { readFields, type Fields } from '#platform/web/form.ts';
import { decisionsOf } from './form.ts';
import type { PageServerLoad } from './$types';

const stateIn = (url: URL): TextState => textStates.find((state) => state === url.searchParams.get('show')) ?? 'new';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const shown = stateIn(url);
		const { survey, counts, texts, waiting } = await textsToRead(context, params.id, shown);
		return {
			id: survey.id,
			name: survey.name,
			minimumGroup: survey.minimumGroup,
			shown,
			counts,
			waiting,
			atOnce: textsAtOnce,
			texts: texts.map(({ id, variant, asked, body, state, released }) => ({ id, variant, asked, pieces: piecesOf(body), state, suggested: released ?? body, lines: Math.min(12, Math.max(2, Math.ceil(body.length / 70))) }))
		};
	});

export const actions = {
	decide: ({ locals, params, request, url }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const decisions = decisionsOf(typed);
				await locals.run((context) => decideTexts(context, params.id ?? '', decisions));
				const shown = stateIn(url);
				redirect(303, `/surveys/${params.id}/texts?${shown === 'new' ? '' : `show=${shown}&`}done=${decisions.length === 0 ? 'figures_text_nothing' : 'figures_text_saved'}`);
			},
			() => typed,
			'texts'
		);
	}
} satisfies Actions;
