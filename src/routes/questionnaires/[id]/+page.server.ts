import { redirect } from '@sveltejs/kit';
import { nodeTitles } from '#modules/methodology/index.ts';
import { checkQuestionnaire, createQuestionnaireDraft, getQuestionnaire, listQuestionnaires, mayKeepQuestionnaires, readerTestsOf, variantNames, type AnswerLanguage } from '#modules/survey/index.ts';
import { act } from '#platform/web/action.ts';
import { readFields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const version = await getQuestionnaire(context, params.id);
		const name = variantNames.find((each) => each === url.searchParams.get('variant') && version.document.variants[each]) ?? 'standard';
		const variant = version.document.variants[name] ?? version.document.variants.standard;
		const language: AnswerLanguage = variant.languages.find((each) => each === url.searchParams.get('language')) ?? variant.languages.find((each) => each === context.locale) ?? variant.languages[0] ?? 'en';
		const titles = await nodeTitles(context);
		const nodes = Object.fromEntries(variant.questions.flatMap(({ maps }) => maps.map(({ methodology, node }) => [`${methodology} ${node}`, titles.get(methodology)?.get(node) ?? null] as const)));
		return {
			version,
			name,
			variant,
			language,
			nodes,
			versions: (await listQuestionnaires(context)).filter(({ slug }) => slug === version.slug).map(({ id, version: number, publishedAt }) => ({ id, number, publishedAt })),
			tests: version.document.variants.easy ? await readerTestsOf(context, version.id) : [],
			warnings: checkQuestionnaire(version.document).length,
			mayKeep: mayKeepQuestionnaires(context.actor)
		};
	});

export const actions = {
	draft: ({ locals, params, request }) =>
		act(async () => {
			await readFields(request);
			const id = await locals.run((context) => createQuestionnaireDraft(context, { from: 'version', id: params.id }));
			redirect(303, `/questionnaires/drafts/${id}?done=questionnaire_draft_created`);
		})
} satisfies Actions;
