import { compareVersions } from '#modules/methodology/index.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { QuestionnaireVersionId } from '#platform/ids.ts';
import { versionCache } from './cache.ts';
import type { QuestionnaireDocument } from './model.ts';
import { selectLibrary, selectTexts, selectVersion, selectVersions, type VersionRow } from './store.ts';

/** A published questionnaire of the region; its document is frozen and shared between readers. */
export interface QuestionnaireVersion {
	readonly id: QuestionnaireVersionId;
	readonly slug: string;
	/** `1.2.3` */
	readonly version: string;
	/** SHA-256 of the canonical document: the name of exactly this content. */
	readonly sha256: string;
	readonly publishedAt: Date;
	readonly document: QuestionnaireDocument;
}

const toVersion = (row: VersionRow, document: QuestionnaireDocument): QuestionnaireVersion => ({ id: QuestionnaireVersionId.parse(row.id), slug: row.slug, version: row.version, sha256: row.sha256, publishedAt: row.published_at, document });

/** One published version of this region. Throws NotFound; everybody with a membership in the region may read it. */
export async function getQuestionnaire(context: Context, versionId: string): Promise<QuestionnaireVersion> {
	const id = QuestionnaireVersionId.safeParse(versionId);
	const row = id.success ? await selectVersion(context, id.data) : undefined;
	if (!row) throw new NotFound();
	const text = versionCache.has(row.sha256) ? '' : (await selectTexts(context, [row.sha256])).get(row.sha256);
	if (text === undefined) throw new NotFound();
	return toVersion(row, versionCache.read(row.sha256, text));
}

/** All published versions of this region, the newest of each questionnaire first, in two queries at most. */
export async function listQuestionnaires(context: Context): Promise<QuestionnaireVersion[]> {
	const rows = await selectVersions(context);
	// Looked at once: reading one document may push another out of the cache.
	const kept = new Map(rows.flatMap((row) => (versionCache.has(row.sha256) ? [[row.sha256, versionCache.read(row.sha256, '')] as const] : [])));
	const texts = await selectTexts(context, rows.map((row) => row.sha256).filter((sha256) => !kept.has(sha256)));
	return rows.map((row) => toVersion(row, kept.get(row.sha256) ?? versionCache.read(row.sha256, texts.get(row.sha256) ?? '')));
}

/** The highest number that the region has published under this name, or null. */
export async function latestNumber(context: Context, slug: string): Promise<string | null> {
	const numbers = (await selectVersions(context)).filter((row) => row.slug === slug).map((row) => row.version);
	return numbers.sort(compareVersions).at(-1) ?? null;
}

/** A questionnaire that ships with the product. */
export interface LibraryQuestionnaire {
	readonly sha256: string;
	readonly slug: string;
	readonly version: string;
	readonly document: QuestionnaireDocument;
	/** The region's own copy, once adopted. */
	readonly adoptedAs: QuestionnaireVersionId | null;
}

/** The newest version of every questionnaire that ships with the product, and which of them this region has adopted. */
export async function listQuestionnaireLibrary(context: Context): Promise<LibraryQuestionnaire[]> {
	const [entries, versions] = [await selectLibrary(context), await selectVersions(context)];
	const adopted = new Map(versions.map((row) => [row.sha256, QuestionnaireVersionId.parse(row.id)]));
	const newest = [...Map.groupBy(entries, (entry) => entry.slug).values()].flatMap((all) => all.sort((a, b) => compareVersions(a.version, b.version)).slice(-1));
	return newest.map(({ sha256, slug, version, document }) => ({ sha256, slug, version, document: versionCache.read(sha256, document), adoptedAs: adopted.get(sha256) ?? null }));
}
