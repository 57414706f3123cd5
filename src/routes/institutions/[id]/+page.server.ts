import { runsRegion } from '#platform/access.ts';
import { dayOf } from '#platform/clock.ts';
import { NotFound } from '#platform/errors.ts';
import { inLocale } from '#platform/locale.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { redirect } from '@sveltejs/kit';
import { assessmentsOf } from '#modules/assessment/index.ts';
import { maySeeSurvey, surveysOfInstitution } from '#modules/survey/index.ts';
import { institutionsAsOf, NewInstitution, renameInstitution } from '#modules/territory/index.ts';
import type { Actions, PageServerLoad } from './$types';

const Names = NewInstitution.pick({ name_lv: true, name_lt: true, name_en: true, kind: true });

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const place = (await institutionsAsOf(context)).find((p) => p.institution.id === params.id);
		if (!place) throw new NotFound();
		const { institution, recorded, on } = place;
		return {
			id: institution.id,
			title: inLocale(institution.name, context.locale),
			names: institution.name,
			about: inLocale(institution.about, context.locale),
			kind: institution.kind,
			invented: institution.invented,
			validFrom: institution.validFrom,
			today: dayOf(context.now),
			municipality: on ? inLocale(on.name, context.locale) : null,
			country: (on ?? recorded)?.country ?? null,
			recorded: recorded && recorded.id !== on?.id ? { name: inLocale(recorded.name, context.locale), until: recorded.validTo } : null,
			mayEdit: runsRegion(context.actor),
			surveys: maySeeSurvey(context.actor, institution.id) ? (await surveysOfInstitution(context, institution.id)).map(({ id, name, cycleName }) => ({ id, name, cycleName })) : null,
			assessments: await assessmentsOf(context, institution.id)
		};
	});

export const actions: Actions = {
	rename: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(Names, typed);
				await locals.run((context) => renameInstitution(context, params.id, input));
				redirect(303, `/institutions/${params.id}?done=territory_saved`);
			},
			() => typed,
			'rename'
		);
	}
};
