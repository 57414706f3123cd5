import { redirect } from '@sveltejs/kit';
import { getQuestionnaireDraft, variantNames, type QuestionnaireDraft, type Variant, type VariantName } from '#modules/survey/index.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { readFields, type Fields } from '#platform/web/form.ts';

/** A draft with one of its variants, for the pages that edit a part of it. Throws NotFound for a variant that is not there. */
export async function loadVariant(context: Context, params: { id: string; variant: string }): Promise<{ draft: QuestionnaireDraft; name: VariantName; variant: Variant }> {
	const draft = await getQuestionnaireDraft(context, params.id);
	const name = variantNames.find((each) => each === params.variant);
	const variant = name && draft.document.variants[name];
	if (!name || !variant) throw new NotFound();
	return { draft, name, variant };
}

/** Reads a form of the editor, runs its command and goes on to `next`; what was typed comes back when it did not pass. */
export function edit(locals: App.Locals, request: Request, command: (context: Context, typed: Fields, seen: string) => Promise<unknown>, next: string | ((result: unknown) => string), formId = 'form') {
	let typed: Fields = {};
	return act(
		async () => {
			typed = await readFields(request);
			const seen = String([typed['seen'] ?? ''].flat()[0] ?? '');
			const result = await locals.run((context) => command(context, typed, seen));
			redirect(303, typeof next === 'string' ? next : next(result));
		},
		() => typed,
		formId
	);
}
