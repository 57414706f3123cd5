import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { assistances } from '../model.ts';
import { variantNames } from '../questionnaire/model.ts';
import type { Pass, Sheet } from './model.ts';

const columns = ['id', 'batch', 'number', 'pass', 'variant', 'assisted', 'choices', 'texts', 'entered_by', 'revision'] as const;

interface Row {
	readonly id: string;
	readonly batch: string;
	readonly number: number;
	readonly pass: number;
	readonly variant: string;
	readonly assisted: string;
	readonly choices: (number | null)[];
	readonly texts: unknown;
	readonly entered_by: string | null;
	readonly revision: number;
}

const toSheet = (row: Row): Sheet => ({
	id: row.id,
	number: row.number,
	pass: row.pass === 2 ? 2 : 1,
	variant: variantNames.find((name) => name === row.variant) ?? 'standard',
	assisted: assistances.find((name) => name === row.assisted) ?? 'no',
	choices: row.choices,
	texts: row.texts as Record<string, string>,
	enteredBy: row.entered_by,
	revision: row.revision
});

/** Every sheet that waits, by batch; of one batch when it is named. */
export async function readSheets(context: Context, surveyId: string, batch: string | null, lock = false): Promise<{ batch: string; sheet: Sheet }[]> {
	let query = context.tx.selectFrom('survey_sheet').select(columns).where('region_id', '=', context.regionId).where('survey_id', '=', surveyId).orderBy('batch').orderBy('number').orderBy('pass');
	if (batch !== null) query = query.where('batch', '=', batch);
	if (lock) query = query.forUpdate();
	return (await query.execute()).map((row) => ({ batch: row.batch, sheet: toSheet(row) }));
}

export interface SheetContent {
	readonly variant: string;
	readonly assisted: string;
	readonly choices: readonly (number | null)[];
	readonly texts: Readonly<Record<string, string>>;
}

const content = ({ variant, assisted, choices, texts }: SheetContent) => ({ variant, assisted, choices: [...choices], texts: JSON.stringify(texts) });

/** Adds a sheet; false when its number has been typed in this round already. */
export async function insertSheet(context: Context, place: { surveyId: string; batch: string; number: number; pass: Pass }, sheet: SheetContent): Promise<boolean> {
	const row = await context.tx
		.insertInto('survey_sheet')
		.values({ region_id: context.regionId, id: context.newId(), survey_id: place.surveyId, batch: place.batch, number: place.number, pass: place.pass, ...content(sheet), entered_by: context.actor.personId })
		.onConflict((conflict) => conflict.columns(['region_id', 'survey_id', 'batch', 'number', 'pass']).doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

/** Replaces what was typed; false when somebody saved the sheet since `revision`, or took it away. */
export async function updateSheet(context: Context, id: string, revision: number, sheet: SheetContent): Promise<boolean> {
	const row = await context.tx
		.updateTable('survey_sheet')
		.set({ ...content(sheet), revision: sql`revision + 1` })
		.where('region_id', '=', context.regionId)
		.where('id', '=', id)
		.where('revision', '=', revision)
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

export async function deleteSheets(context: Context, ids: readonly string[]): Promise<void> {
	if (ids.length === 0) return;
	await context.tx.deleteFrom('survey_sheet').where('region_id', '=', context.regionId).where('id', '=', sql<string>`any(${sql.val([...ids])}::uuid[])`).execute();
}

/** Whether the audit of the survey has an entry of this action in which the field holds the value. */
export async function auditHolds(context: Context, surveyId: string, action: string, field: string, value: string): Promise<boolean> {
	const row = await context.tx
		.selectFrom('audit')
		.select('id')
		.where('region_id', '=', context.regionId)
		.where('subject_kind', '=', 'survey')
		.where('subject_id', '=', surveyId)
		.where('action', '=', action)
		.where(sql<string>`after ->> ${field}`, '=', value)
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}
