import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { MethodologyVersionId } from '#platform/ids.ts';
import { versionCache } from './cache.ts';
import { compareVersions } from './editing.ts';
import type { Localized, MethodologyDocument } from './model.ts';
import { checkDraft } from './parse.ts';
import { requireEditor } from './policy.ts';
import type { Problem } from './problems.ts';
import { selectDraft, selectDrafts, selectLibrary, selectLibraryEntry, selectVersion, selectVersions, selectVersionText, selectVersionTexts, type DraftRow, type VersionRow } from './store.ts';
import { placedNodes } from './tree.ts';

interface VersionHead {
	readonly id: MethodologyVersionId;
	readonly slug: string;
	readonly version: string;
	/** SHA-256 of the canonical document: the name of exactly this content. */
	readonly sha256: string;
	readonly publishedAt: Date;
}
export interface MethodologyVersion extends VersionHead {
	/** Frozen and shared between readers. */
	readonly document: MethodologyDocument;
}
export interface VersionSummary extends VersionHead {
	readonly title: Localized;
	readonly description: Localized;
}

/** The region's published versions, the newest of each methodology first. Everyone signed in may read them. */
export async function listVersions(context: Context): Promise<VersionSummary[]> {
	return (await readVersions(context)).map(({ published_at, document, ...row }) => ({ ...row, id: MethodologyVersionId.parse(row.id), publishedAt: published_at, title: document.title, description: document.description }));
}

/** What the nodes of the region's methodologies are called, by methodology and node id; the newest version's title counts. */
export async function nodeTitles(context: Context): Promise<Map<string, Map<string, Localized>>> {
	const titles = new Map<string, Map<string, Localized>>();
	for (const { slug, document } of (await readVersions(context)).reverse()) {
		const of = titles.get(slug) ?? new Map<string, Localized>();
		for (const { node } of placedNodes(document)) of.set(node.id, node.title ?? node.text ?? {});
		titles.set(slug, of);
	}
	return titles;
}

async function readVersions(context: Context): Promise<(VersionRow & { document: MethodologyDocument })[]> {
	const rows = await selectVersions(context);
	const known = new Map(rows.flatMap((row) => (versionCache.has(row.sha256) ? [[row.sha256, versionCache.read(row.sha256, '')] as const] : [])));
	const texts = await selectVersionTexts(context, rows.map((row) => row.sha256).filter((sha256) => !known.has(sha256)));
	return rows.map((row) => ({ ...row, document: known.get(row.sha256) ?? versionCache.read(row.sha256, texts.get(row.sha256) ?? '') }));
}

/** One published version of this region with its document. Throws NotFound; everyone signed in may read it. */
export async function getVersion(context: Context, id: string): Promise<MethodologyVersion> {
	const parsed = MethodologyVersionId.safeParse(id);
	const row = parsed.success ? await selectVersion(context, parsed.data) : undefined;
	if (!row || !parsed.success) throw new NotFound();
	const text = versionCache.has(row.sha256) ? '' : await selectVersionText(context, row.sha256);
	if (text === undefined) throw new NotFound();
	return { id: parsed.data, slug: row.slug, version: row.version, sha256: row.sha256, publishedAt: row.published_at, document: versionCache.read(row.sha256, text) };
}

/** The highest number that the region has published under this name, or null. */
export async function latestVersion(context: Context, slug: string): Promise<string | null> {
	const numbers = (await selectVersions(context)).filter((row) => row.slug === slug).map((row) => row.version);
	return numbers.sort(compareVersions).at(-1) ?? null;
}

export interface LibraryEntry {
	readonly sha256: string;
	readonly slug: string;
	readonly version: string;
	readonly title: Localized;
	readonly description: Localized;
	/** The region's own copy, once adopted. */
	readonly adoptedAs: MethodologyVersionId | null;
}

/** The methodologies that ship with the product, and which of them this region has adopted. */
export async function listLibrary(context: Context): Promise<LibraryEntry[]> {
	const [entries, versions] = [await selectLibrary(context), await selectVersions(context)];
	const adopted = new Map(versions.map((row) => [row.sha256, MethodologyVersionId.parse(row.id)]));
	return entries.map(({ sha256, slug, version, document }) => {
		const { title, description } = versionCache.read(sha256, document);
		return { sha256, slug, version, title, description, adoptedAs: adopted.get(sha256) ?? null };
	});
}

/** One methodology of the library with its document, before a region has adopted it. Throws NotFound. */
export async function getLibraryEntry(context: Context, sha256: string): Promise<{ sha256: string; document: MethodologyDocument }> {
	const row = await selectLibraryEntry(context, sha256);
	if (!row) throw new NotFound();
	return { sha256, document: versionCache.read(sha256, row.document) };
}

export interface Draft {
	readonly id: string;
	readonly revision: number;
	readonly basedOn: string | null;
	readonly updatedAt: Date;
	readonly publishedVersionId: string | null;
	readonly document: MethodologyDocument;
}
export interface DraftSummary extends Omit<Draft, 'document'> {
	readonly slug: string;
	readonly title: Localized;
}

/** Drafts in work, the latest change first; for those who run the region. */
export async function listDrafts(context: Context): Promise<DraftSummary[]> {
	requireEditor(context);
	return (await selectDrafts(context)).map((row) => {
		const { document, ...draft } = toDraft(row);
		return { ...draft, slug: document.id, title: document.title };
	});
}

/** One draft with what is wrong in it and what is not translated yet. Throws Forbidden or NotFound. */
export async function getDraft(context: Context, id: string): Promise<Draft & { problems: Problem[]; incomplete: Problem[] }> {
	requireEditor(context);
	const row = isUuid(id) ? await selectDraft(context, id) : undefined;
	if (!row) throw new NotFound();
	const draft = toDraft(row);
	return { ...draft, ...checkDraft(draft.document) };
}

export const isUuid = (id: string): boolean => MethodologyVersionId.safeParse(id).success;

export const toDraft = (row: DraftRow): Draft => ({
	id: row.id,
	revision: row.revision,
	basedOn: row.based_on,
	updatedAt: row.updated_at,
	publishedVersionId: row.published_version_id,
	// Only checked documents are written into the table.
	document: row.document as MethodologyDocument
});
