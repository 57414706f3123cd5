import type { Context } from '#platform/context.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { NodeKind, Programme, ProgrammeNode, Responsible } from './model.ts';

const programmeColumns = ['id', 'slug', 'name', 'from_year', 'to_year', 'about', 'source', 'invented', 'revision'] as const;

interface ProgrammeRow {
	id: string;
	slug: string;
	name: unknown;
	from_year: number;
	to_year: number;
	about: unknown;
	source: string;
	invented: boolean;
	revision: number;
}
const toProgramme = ({ from_year, to_year, name, about, ...row }: ProgrammeRow): Programme => ({ ...row, name: name as LocalizedText, about: about as LocalizedText, fromYear: from_year, toYear: to_year });

/** All programmes of the region, the latest first. */
export async function selectProgrammes(context: Context): Promise<Programme[]> {
	const rows = await context.tx.selectFrom('programme').select(programmeColumns).where('region_id', '=', context.regionId).orderBy('to_year', 'desc').orderBy('from_year', 'desc').orderBy('slug').execute();
	return rows.map(toProgramme);
}

/** One programme; with `lock` its row is held until the transaction ends, so that changes of its tree come one after the other. */
export async function selectProgramme(context: Context, id: string, lock = false): Promise<Programme | null> {
	const query = context.tx.selectFrom('programme').select(programmeColumns).where('region_id', '=', context.regionId).where('id', '=', id);
	const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
	return row ? toProgramme(row) : null;
}

export type ProgrammeValues = Pick<Programme, 'name' | 'about' | 'fromYear' | 'toYear' | 'source' | 'invented'>;
const programmeSet = (values: ProgrammeValues) => ({ name: JSON.stringify(values.name), about: JSON.stringify(values.about), from_year: values.fromYear, to_year: values.toYear, source: values.source, invented: values.invented });

/** Whether the part of the address was still free. */
export async function insertProgramme(context: Context, id: string, slug: string, values: ProgrammeValues): Promise<boolean> {
	const row = await context.tx
		.insertInto('programme')
		.values({ region_id: context.regionId, id, slug, ...programmeSet(values) })
		.onConflict((conflict) => conflict.columns(['region_id', 'slug']).doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

export async function updateProgramme(context: Context, { id, revision }: Programme, values: ProgrammeValues): Promise<void> {
	await context.tx.updateTable('programme').set({ ...programmeSet(values), revision: revision + 1 }).where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

const nodeColumns = ['id', 'parent_id', 'kind', 'code', 'position', 'name', 'about', 'responsible', 'due_on', 'funding', 'funding_amount', 'funding_currency', 'revision'] as const;

/** The nodes of a programme that were not removed. */
export async function selectNodes(context: Context, programmeId: string): Promise<ProgrammeNode[]> {
	const rows = await context.tx
		.selectFrom('programme_node')
		.select(nodeColumns)
		.where('region_id', '=', context.regionId)
		.where('programme_id', '=', programmeId)
		.where('removed_at', 'is', null)
		.orderBy('position')
		.orderBy('code')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		parentId: row.parent_id,
		kind: row.kind as NodeKind,
		code: row.code,
		position: row.position,
		name: row.name as LocalizedText,
		about: row.about as LocalizedText,
		responsible: row.responsible as Responsible[],
		dueOn: row.due_on,
		funding: row.funding,
		fundingAmount: row.funding_amount,
		fundingCurrency: row.funding_currency,
		revision: row.revision
	}));
}

export type NodeValues = Pick<ProgrammeNode, 'parentId' | 'code' | 'name' | 'about' | 'responsible' | 'dueOn' | 'funding' | 'fundingAmount' | 'fundingCurrency' | 'position'>;
const nodeSet = (values: NodeValues) => ({
	parent_id: values.parentId,
	code: values.code,
	position: values.position,
	name: JSON.stringify(values.name),
	about: JSON.stringify(values.about),
	responsible: JSON.stringify(values.responsible),
	due_on: values.dueOn,
	funding: values.funding,
	funding_amount: values.fundingAmount,
	funding_currency: values.fundingCurrency
});

export async function insertNode(context: Context, programmeId: string, id: string, kind: NodeKind, values: NodeValues): Promise<void> {
	await context.tx.insertInto('programme_node').values({ region_id: context.regionId, id, programme_id: programmeId, kind, ...nodeSet(values) }).execute();
}

export async function updateNode(context: Context, { id, revision }: ProgrammeNode, values: NodeValues): Promise<void> {
	await context.tx.updateTable('programme_node').set({ ...nodeSet(values), revision: revision + 1 }).where('region_id', '=', context.regionId).where('id', '=', id).execute();
}

/** Numbers nodes that stand beside each other in this order. */
export async function setPositions(context: Context, ids: readonly string[]): Promise<void> {
	if (ids.length === 0) return;
	await context.tx
		.updateTable('programme_node')
		.set((eb) => ({ position: ids.slice(1).reduce((cases, id, i) => cases.when('id', '=', id).then(i + 1), eb.case().when('id', '=', ids[0] ?? '').then(0)).else(eb.ref('position')).end() }))
		.where('region_id', '=', context.regionId)
		.where('id', 'in', [...ids])
		.execute();
}

export async function markRemoved(context: Context, ids: readonly string[]): Promise<void> {
	await context.tx.updateTable('programme_node').set({ removed_at: context.now }).where('region_id', '=', context.regionId).where('id', 'in', [...ids]).execute();
}
