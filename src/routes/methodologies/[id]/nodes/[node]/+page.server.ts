import { findNode, getVersion, placedNodes } from '#modules/methodology/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { id, document } = await getVersion(context, params.id);
		const found = findNode(document, params.node);
		if (!found) throw new NotFound();
		// The pages one turns over: everything down to the scored nodes, and what is read on their pages left out.
		const pages = placedNodes(document).filter(({ scoredAbove }) => scoredAbove === null).map(({ node }) => node);
		const at = pages.findIndex((node) => node.id === params.node);
		return { id, document, ...found, previous: at > 0 ? (pages[at - 1] ?? null) : null, next: at >= 0 ? (pages[at + 1] ?? null) : null };
	});
