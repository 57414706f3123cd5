import { redirect } from '@sveltejs/kit';
import { assessorFields, consensusPage, openConsensus, ProposalForm, proposeConsensus, ReasonForm, reopenConsensus, returnConsensus, signConsensus } from '#modules/assessment/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const { frame, board } = await consensusPage(context, params.id);
		const wanted = url.searchParams.get('criterion');
		const criterion = board?.tops.some((top) => top.id === wanted) ? wanted : null;
		const onlyOpen = url.searchParams.get('show') === 'open';
		const rows = board?.rows.filter((row) => (criterion === null || row.topId === criterion) && (!onlyOpen || row.agreed === null)) ?? [];
		return { frame, board, rows, criterion, onlyOpen };
	});

export const actions = {
	open: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const notes = new Map(assessorFields(typed, 'note_').map(({ assessorId, text }) => [assessorId, text]));
				await locals.run((context) => openConsensus(context, params.id, { notes }));
				redirect(303, `/assessments/${params.id}/consensus?done=consensus_opened`);
			},
			() => typed,
			'open'
		);
	},
	propose: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ProposalForm, typed);
				await locals.run((context) => proposeConsensus(context, params.id, input));
				redirect(303, `/assessments/${params.id}/consensus?done=consensus_proposed`);
			},
			() => typed,
			'propose'
		);
	},
	sign: ({ locals, params }) =>
		act(
			async () => {
				await locals.run((context) => signConsensus(context, params.id));
				redirect(303, `/assessments/${params.id}/consensus?done=consensus_signed`);
			},
			() => ({}),
			'sign'
		),
	return: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ReasonForm, typed);
				await locals.run((context) => returnConsensus(context, params.id, input));
				redirect(303, `/assessments/${params.id}/consensus?done=consensus_returned`);
			},
			() => typed,
			'return'
		);
	},
	reopen: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(ReasonForm, typed);
				const state = await locals.run((context) => reopenConsensus(context, params.id, input));
				// Who runs the region no longer reads what is not signed, so the assessment's own page says that it is done.
				redirect(303, state === 'scoring' ? `/assessments/${params.id}/consensus?done=consensus_back_to_scoring` : `/assessments/${params.id}?done=consensus_reopened`);
			},
			() => typed,
			'reopen'
		);
	}
} satisfies Actions;
