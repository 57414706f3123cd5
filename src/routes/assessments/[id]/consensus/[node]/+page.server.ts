import { redirect } from '@sveltejs/kit';
import { agree, AgreementForm, consensusNode, toAgreementInput } from '#modules/assessment/index.ts';
import { perceptionOf } from '#modules/results/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => 
	locals.run(async (context) => {
		const page = await consensusNode(context, params.id, params.node);
		const facts = await perceptionOf(context, { institutionId: page.assessment.institutionId, cycleId: page.assessment.cycleId });
		return { page, perception: facts.filter(({ nodeId }) => nodeId === params.node) };
	});

export const actions = {
	agree: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = toAgreementInput(params.node, checkFields(AgreementForm, typed));
				const onward = typed['then'] === 'next';
				const next = await locals.run(async (context) => {
					await agree(context, params.id, input);
					return onward ? (await consensusNode(context, params.id, params.node)).nextOpen : params.node;
				});
				const board = `/assessments/${params.id}/consensus`;
				redirect(303, `${next === null ? board : `${board}/${encodeURIComponent(next)}`}?done=consensus_saved`);
			},
			() => typed,
			'agree'
		);
	}
} satisfies Actions;
