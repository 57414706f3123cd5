import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { Conflict, Forbidden } from '#platform/errors.ts';
import { absoluteUrl } from '#platform/mail/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, uuidField, type Fields } from '#platform/web/form.ts';
import { AnswerLanguage, createKioskLink, createOpenLink, layouts, surveyView, variantNames, withdrawBatch } from '#modules/survey/index.ts';
import { optionalNumber } from '../../form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const survey = await surveyView(context, params.id);
		if (!survey.mayRun) throw new Forbidden();
		if (!survey.actions.includes('invite')) throw new Conflict('survey_state');
		const { id, name, languages, variants, layout, links } = survey;
		return { id, name, languages, variants, layout, links };
	});

const Link = z.object({
	variant: z.enum(variantNames, { error: 'required' }),
	language: z.union([z.literal('').transform(() => null), AnswerLanguage], { error: 'wrong' }).optional().transform((value) => value ?? null),
	layout: z.enum(layouts, { error: 'required' })
});
const OpenLink = Link.extend({ daily_limit: optionalNumber });
const Batch = z.object({ batch: uuidField });

const addressOf = (token: string): string => absoluteUrl(getRuntime().config, `/s/${token}`);

export const actions = {
	open: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { daily_limit, ...link } = checkFields(OpenLink, typed);
				const token = await locals.run((context) => createOpenLink(context, params.id ?? '', { ...link, dailyLimit: daily_limit }));
				return { made: { kind: 'open' as const, token, address: addressOf(token), pin: null } };
			},
			() => typed,
			'open'
		);
	},
	kiosk: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const link = checkFields(Link, typed);
				const { token, pin } = await locals.run((context) => createKioskLink(context, params.id ?? '', link));
				return { made: { kind: 'kiosk' as const, token, address: addressOf(token), pin } };
			},
			() => typed,
			'kiosk'
		);
	},
	withdraw: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { batch } = checkFields(Batch, typed);
				await locals.run((context) => withdrawBatch(context, params.id ?? '', batch));
				redirect(303, `/surveys/${params.id}/links?done=survey_withdrawn`);
			},
			() => typed,
			'withdraw'
		);
	}
} satisfies Actions;
