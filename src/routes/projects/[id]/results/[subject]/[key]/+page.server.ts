import { redirect } from '@sveltejs/kit';
import { AchievementForm, achievementSubjects, AchievementWithdrawal, recordAchievement, resultPage, withdrawAchievement } from '#modules/project/index.ts';
import { dayOf } from '#platform/clock.ts';
import { NotFound } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await resultPage(context, params.id, params.subject, params.key), today: dayOf(context.now) }));

const here = (params: { id: string; subject: string; key: string }): string => `/projects/${params.id}/results/${params.subject}/${encodeURIComponent(params.key)}`;

export const actions = {
	record: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(AchievementForm, typed);
				const subject = achievementSubjects.find((s) => s === params.subject);
				if (subject === undefined) throw new NotFound();
				await locals.run((context) => recordAchievement(context, params.id, { subject, key: params.key, ...input }));
				redirect(303, `${here(params)}?done=things_recorded`);
			},
			() => typed,
			'record'
		);
	},
	withdraw: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(AchievementWithdrawal, typed);
				await locals.run((context) => withdrawAchievement(context, params.id, input.id, input.reason));
				redirect(303, `${here(params)}?done=things_withdrawn`);
			},
			() => typed,
			// Each entry has a form of its own.
			`withdraw-${[typed['id'] ?? ''].flat()[0] ?? ''}`
		);
	}
} satisfies Actions;
