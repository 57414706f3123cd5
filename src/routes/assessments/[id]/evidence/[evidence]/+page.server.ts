import { redirect } from '@sveltejs/kit';
import { changeEvidence, EvidenceChange, evidenceItem, EvidenceRemoval, removeEvidence } from '#modules/assessment/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run((context) => evidenceItem(context, params.id, params.evidence));

export const actions = {
	change: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(EvidenceChange, typed);
				await locals.run((context) => changeEvidence(context, params.id, params.evidence, input));
				redirect(303, `/assessments/${params.id}/evidence/${params.evidence}?done=evidence_saved`);
			},
			() => typed,
			'change'
		);
	},
	remove: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(EvidenceRemoval, typed);
				await locals.run((context) => removeEvidence(context, params.id, params.evidence, input));
				redirect(303, `/assessments/${params.id}/evidence?done=evidence_removed`);
			},
			() => typed,
			'remove'
		);
	}
} satisfies Actions;
