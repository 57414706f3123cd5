import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { Progress, ProgrammeIndicator } from './model.ts';
import { plainDecimal } from './rules.ts';

/** Everything that was said about the tasks of a programme, the newest first. */
export async function selectProgress(context: Context, programmeId: string): Promise<Progress[]> {
	const rows = await context.tx
		.selectFrom('programme_progress as p')
		.innerJoin('programme_node as n', (join) => join.onRef('n.region_id', '=', 'p.region_id').onRef('n.id', '=', 'p.node_id'))
		.leftJoin('person', 'person.id', 'p.recorded_by')
		.select(['p.id', 'p.node_id', 'p.on_date', 'p.percent', 'p.reason', 'p.recorded_at', 'person.name as recorded_by'])
		.where('p.region_id', '=', context.regionId)
		.where('n.programme_id', '=', programmeId)
		.where('n.removed_at', 'is', null)
		.orderBy('p.on_date', 'desc')
		.orderBy('p.recorded_at', 'desc')
		.orderBy('p.id', 'desc')
		.execute();
	return rows.map((row) => ({ id: row.id, nodeId: row.node_id, onDate: row.on_date, percent: row.percent, reason: row.reason, recordedAt: row.recorded_at, recordedBy: row.recorded_by }));
}

export async function insertProgress(context: Context, entry: Pick<Progress, 'id' | 'nodeId' | 'onDate' | 'percent' | 'reason'>): Promise<void> {
	await context.tx
		.insertInto('programme_progress')
		.values({ region_id: context.regionId, id: entry.id, node_id: entry.nodeId, on_date: entry.onDate, percent: entry.percent, reason: entry.reason, recorded_by: context.actor.personId, recorded_at: context.now })
		.execute();
}

/** The indicators of a programme with their values by year. */
export async function selectIndicators(context: Context, programmeId: string): Promise<ProgrammeIndicator[]> {
	const rows = await context.tx
		.selectFrom('programme_indicator as i')
		.innerJoin('programme_node as n', (join) => join.onRef('n.region_id', '=', 'i.region_id').onRef('n.id', '=', 'i.node_id'))
		.select(['i.id', 'i.node_id', 'i.name', 'i.unit', 'i.direction', 'i.baseline', 'i.baseline_year', 'i.target', 'i.target_year', 'i.source', 'i.revision'])
		.where('i.region_id', '=', context.regionId)
		.where('n.programme_id', '=', programmeId)
		.where('n.removed_at', 'is', null)
		.where('i.removed_at', 'is', null)
		.orderBy('i.id')
		.execute();
	if (rows.length === 0) return [];
	const values = await context.tx
		.selectFrom('programme_value')
		.select(['indicator_id', 'year', 'value', 'source'])
		.where('region_id', '=', context.regionId)
		.where('indicator_id', 'in', rows.map(({ id }) => id))
		.orderBy('year')
		.execute();
	const byIndicator = Map.groupBy(values, (value) => value.indicator_id);
	return rows.map((row) => ({
		id: row.id,
		nodeId: row.node_id,
		name: row.name as LocalizedText,
		unit: row.unit as LocalizedText,
		direction: row.direction === 'down' ? 'down' : 'up',
		baseline: row.baseline === null ? null : plainDecimal(row.baseline),
		baselineYear: row.baseline_year,
		target: row.target === null ? null : plainDecimal(row.target),
		targetYear: row.target_year,
		source: row.source,
		revision: row.revision,
		values: (byIndicator.get(row.id) ?? []).map(({ year, value, source }) => ({ year, value: plainDecimal(value), source }))
	}));
}

export type IndicatorValues = Omit<ProgrammeIndicator, 'id' | 'nodeId' | 'revision' | 'values'>;
const indicatorSet = (values: IndicatorValues) => ({
	name: JSON.stringify(values.name),
	unit: JSON.stringify(values.unit),
	direction: values.direction,
	baseline: values.baseline,
	baseline_year: values.baselineYear,
	target: values.target,
	target_year: values.targetYear,
	source: values.source
});

export async function insertIndicator(context: Context, nodeId: string, id: string, values: IndicatorValues): Promise<void> {
	await context.tx.insertInto('programme_indicator').values({ region_id: context.regionId, id, node_id: nodeId, ...indicatorSet(values) }).execute();
}

export async function updateIndicator(context: Context, { id, revision }: ProgrammeIndicator, values: IndicatorValues): Promise<void> {
	await context.tx.updateTable('programme_indicator').set({ ...indicatorSet(values), revision: revision + 1 }).where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

export async function markIndicatorRemoved(context: Context, id: string): Promise<void> {
	await context.tx.updateTable('programme_indicator').set({ removed_at: context.now }).where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

/** Writes the value of a year, in place of the one before. */
export async function upsertValue(context: Context, indicatorId: string, value: { readonly year: number; readonly value: string; readonly source: string }): Promise<void> {
	const set = { value: value.value, source: value.source, recorded_by: context.actor.personId, recorded_at: context.now };
	await context.tx
		.insertInto('programme_value')
		.values({ region_id: context.regionId, indicator_id: indicatorId, year: value.year, ...set })
		.onConflict((conflict) => conflict.columns(['region_id', 'indicator_id', 'year']).doUpdateSet(set))
		.execute();
}

export async function deleteValue(context: Context, indicatorId: string, year: number): Promise<void> {
	await context.tx.deleteFrom('programme_value').where('region_id', '=', context.regionId).where('indicator_id', '=', indicatorId).where('year', '=', year).execute();
}
