import { dropScale, knownPictures, presetKinds, presetScale, saveScale, seenOf } from '#modules/survey/index.ts';
import { NotFound } from '#platform/errors.ts';
import { edit, loadVariant } from '../../../../editing.ts';
import type { Actions, PageServerLoad } from './$types';

/** `_new` is no id: ids begin with a letter. */
const fresh = '_new';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const { draft, name, variant } = await loadVariant(context, params);
		const pictures = await knownPictures();
		const preset = presetKinds.find((kind) => kind === url.searchParams.get('preset'));
		const known = Object.hasOwn(variant.scales, params.scale) ? variant.scales[params.scale] : undefined;
		const scale = params.scale === fresh ? (preset ? presetScale(preset, variant.languages, pictures) : { kind: 'other' as const, options: [] }) : known;
		if (!scale) throw new NotFound();
		return { id: draft.id, title: draft.document.title, name, languages: variant.languages, scale, isNew: params.scale === fresh, used: variant.batteries.filter((battery) => battery.scale === params.scale).map((battery) => battery.title), pictures: [...pictures], seen: known ? seenOf(known) : '' };
	});

const back = (params: { id: string; variant: string }, done: string): string => `/questionnaires/drafts/${params.id}?done=${done}#${params.variant}`;

export const actions = {
	save: ({ locals, params, request }) => edit(locals, request, (context, typed, seen) => saveScale(context, { draftId: params.id, variant: params.variant, scale: params.scale === fresh ? null : params.scale, typed, seen }), back(params, 'questionnaire_saved')),
	remove: ({ locals, params, request }) => edit(locals, request, (context) => dropScale(context, { draftId: params.id, variant: params.variant, scale: params.scale }), back(params, 'questionnaire_removed'), 'remove')
} satisfies Actions;
