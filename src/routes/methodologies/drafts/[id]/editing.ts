import { redirect } from '@sveltejs/kit';
import { editableTexts, fingerprint, getDraft, placedNodes, saveTexts, type Target } from '#modules/methodology/index.ts';
import { NotFound } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { readFields, type Fields } from '#platform/web/form.ts';

/** What the page needs to edit the texts of one target: the texts, their fingerprint, and which node comes next. */
export const loadTexts = (locals: App.Locals, draftId: string, target: Target) =>
	locals.run(async (context) => {
		const draft = await getDraft(context, draftId);
		const texts = editableTexts(draft.document, target);
		if (!texts) throw new NotFound();
		const order = placedNodes(draft.document).map(({ node }) => node.id);
		return {
			draftId: draft.id,
			title: draft.document.title,
			languages: draft.document.languages,
			target,
			texts,
			seen: fingerprint(texts),
			next: (target.kind === 'head' ? order[0] : order[order.indexOf(target.id) + 1]) ?? null
		};
	});

/** Saves the form of `loadTexts`, then goes on: to the next node where that was asked for. */
export function saveForm(locals: App.Locals, request: Request, draftId: string, target: Target) {
	let typed: Fields = {};
	return act(
		async () => {
			typed = await readFields(request);
			const texts = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, String([value].flat()[0] ?? '')]));
			const { seen = '', next = '', ...rest } = texts;
			await locals.run((context) => saveTexts(context, { draftId, target, seen, typed: rest }));
			const place = next !== '' ? `nodes/${encodeURIComponent(next)}` : target.kind === 'head' ? 'texts' : `nodes/${encodeURIComponent(target.id)}`;
			redirect(303, `/methodologies/drafts/${encodeURIComponent(draftId)}/${place}?done=methodology_draft_saved`);
		},
		() => typed
	);
}
