import { origin } from './browser.ts';

export interface SitemapPage {
	readonly path: string;
	readonly role: string | null;
}

/** The pages that the running program lists, each with the role that opens it. */
export async function sitemapPages(): Promise<SitemapPage[]> {
	const response = await fetch(`${origin}/sitemap.json`);
	if (!response.ok) throw new Error(`/sitemap.json answered ${response.status}`);
	return ((await response.json()) as { pages: SitemapPage[] }).pages;
}

/** Pages that answer with another status than 200, so that nobody is led to them; they are looked at all the same. */
export const refusals: Readonly<Record<string, number>> = { '/s/unknown': 404 };

/** The pages of each role, so that one browser signs in once. */
export async function pagesByRole(): Promise<Map<string | null, string[]>> {
	const byRole = new Map<string | null, string[]>();
	for (const page of [...(await sitemapPages()), ...Object.keys(refusals).map((path) => ({ path, role: null }))]) byRole.set(page.role, [...(byRole.get(page.role) ?? []), page.path]);
	return byRole;
}

/** The route of a path: ids and tokens become `:id`, so that findings of one page kind are counted once. */
export const kindOf = (path: string): string => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/^\/s\/[0-9a-z]{24}/, '/s/:token');

/** Looks at all pages with two browsers side by side, each with one role after the other: a machine has more than one core. */
export async function lookInTwo(look: (role: string | null, paths: readonly string[]) => Promise<void>): Promise<void> {
	const all = [...(await pagesByRole())];
	await Promise.all(
		[0, 1].map(async (half) => {
			for (const [role, paths] of all) {
				const mine = paths.filter((_, index) => index % 2 === half);
				if (mine.length > 0) await look(role, mine);
			}
		})
	);
}
