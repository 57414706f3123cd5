import { redirect, type RequestEvent } from '@sveltejs/kit';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { finishScoring, saveScore, ScoreForm, toScoreInput, withdrawFinish } from '#modules/assessment/index.ts';
import { sheetPath } from './sheet-path.ts';

interface Place {
	readonly assessmentId: string;
	readonly whose: string | null;
}

/** Saves one answer; the pressed button says where to go on: to the next sub-criterion, or to stay. */
export function saveAction({ locals, request }: Pick<RequestEvent, 'locals' | 'request'>, place: Place, nodeId: string) {
	let typed: Fields = {};
	return act(
		async () => {
			typed = await readFields(request);
			const input = toScoreInput(nodeId, checkFields(ScoreForm, typed));
			await locals.run((context) => saveScore(context, place.assessmentId, place.whose, input));
			const base = sheetPath(place.assessmentId, place.whose);
			const next = typeof typed['go'] === 'string' ? typed['go'] : '';
			redirect(303, next === 'list' ? `${base}?done=scoring_saved` : `${base}/${encodeURIComponent(next === '' ? nodeId : next)}?done=scoring_saved`);
		},
		() => typed,
		'save'
	);
}

/** "I am done", and taking it back. */
export function finishAction({ locals }: Pick<RequestEvent, 'locals'>, place: Place, finished: boolean) {
	return act(
		async () => {
			await locals.run((context) => (finished ? finishScoring : withdrawFinish)(context, place.assessmentId, place.whose));
			redirect(303, `${sheetPath(place.assessmentId, place.whose)}?done=${finished ? 'scoring_finish_done' : 'scoring_withdraw_done'}`);
		},
		() => ({}),
		finished ? 'finish' : 'withdraw'
	);
}
