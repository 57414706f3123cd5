import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { AnswerLanguage, VariantName } from '../questionnaire/model.ts';
import type { Layout, LinkKind } from '../model.ts';
import type { LinkBatch } from './model.ts';

/** The first characters of every link of this region. */
export async function readLinkPrefix(context: Context): Promise<string> {
	const row = await context.tx.selectFrom('region').select('link_prefix').where('id', '=', context.regionId).executeTakeFirstOrThrow();
	return row.link_prefix;
}

export interface NewLink {
	readonly sha256: Buffer;
	readonly kind: LinkKind;
	readonly layout: Layout;
	readonly variant: VariantName;
	readonly language: AnswerLanguage | null;
	readonly batch: string;
	readonly dailyLimit: number | null;
}

const rowsAtOnce = 2000;

/** Stores links ordered by their hashes, so that the order of the rows says nothing about the order of letters or addresses. */
export async function insertLinks(context: Context, surveyId: string, links: readonly NewLink[]): Promise<void> {
	const rows = [...links]
		.sort((a, b) => a.sha256.compare(b.sha256))
		.map((link) => ({ region_id: context.regionId, token_sha256: link.sha256, survey_id: surveyId, kind: link.kind, layout: link.layout, variant: link.variant, language: link.language, batch: link.batch, daily_limit: link.dailyLimit }));
	for (let at = 0; at < rows.length; at += rowsAtOnce) await context.tx.insertInto('survey_link').values(rows.slice(at, at + rowsAtOnce)).execute();
}

/** The survey's links by batch: how many were made, never how many of a batch were used. */
export async function readBatches(context: Context, surveyId: string): Promise<LinkBatch[]> {
	const rows = await context.tx
		.selectFrom('survey_link')
		.select(['batch', 'kind', 'variant', 'language', 'layout', 'daily_limit', 'withdrawn_on'])
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('region_id', '=', context.regionId)
		.where('survey_id', '=', surveyId)
		.where('batch', 'is not', null)
		.groupBy(['batch', 'kind', 'variant', 'language', 'layout', 'daily_limit', 'withdrawn_on'])
		.orderBy('kind')
		.orderBy('batch')
		.execute();
	return rows.map((row) => ({
		batch: row.batch ?? '',
		kind: row.kind as LinkKind,
		variant: row.variant as VariantName,
		language: row.language as AnswerLanguage | null,
		layout: row.layout as Layout,
		dailyLimit: row.daily_limit,
		count: row.count,
		withdrawnOn: row.withdrawn_on
	}));
}

/** Withdraws the links of a batch, or of a kind, that still work; returns how many there were. */
export async function withdrawLinks(context: Context, surveyId: string, which: { batch: string } | { kind: LinkKind }, on: string): Promise<number> {
	const done = await context.tx
		.updateTable('survey_link')
		.set({ withdrawn_on: on })
		.where('region_id', '=', context.regionId)
		.where('survey_id', '=', surveyId)
		.where('withdrawn_on', 'is', null)
		.where('batch' in which ? 'batch' : 'kind', '=', 'batch' in which ? which.batch : which.kind)
		.executeTakeFirst();
	return Number(done.numUpdatedRows);
}

/** Which of these links work still, spent or not: as hexadecimal hashes. */
export async function hashesInForce(context: Context, surveyId: string, hashes: readonly Buffer[]): Promise<Set<string>> {
	const rows = await context.tx
		.selectFrom('survey_link')
		.select('token_sha256')
		.where('region_id', '=', context.regionId)
		.where('survey_id', '=', surveyId)
		.where('withdrawn_on', 'is', null)
		.where(sql<boolean>`token_sha256 = any(${[...hashes]}::bytea[])`)
		.execute();
	return new Set(rows.map((row) => row.token_sha256.toString('hex')));
}

/** The open link or kiosk with this hash, if the survey has it. */
export async function readLink(context: Context, surveyId: string, sha256: Buffer): Promise<{ kind: LinkKind; variant: VariantName; language: AnswerLanguage | null } | null> {
	const row = await context.tx.selectFrom('survey_link').select(['kind', 'variant', 'language']).where('region_id', '=', context.regionId).where('survey_id', '=', surveyId).where('token_sha256', '=', sha256).where('withdrawn_on', 'is', null).executeTakeFirst();
	return row ? { kind: row.kind as LinkKind, variant: row.variant as VariantName, language: row.language as AnswerLanguage | null } : null;
}

/** Stores one link unless it is there already. */
export async function keepLink(context: Context, surveyId: string, link: NewLink): Promise<void> {
	await context.tx
		.insertInto('survey_link')
		.values({ region_id: context.regionId, token_sha256: link.sha256, survey_id: surveyId, kind: link.kind, layout: link.layout, variant: link.variant, language: link.language, batch: link.batch, daily_limit: link.dailyLimit })
		.onConflict((conflict) => conflict.columns(['region_id', 'token_sha256']).doNothing())
		.execute();
}
