import { typedAmount, readCurrency } from '#platform/amount-text.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound, type FieldError } from '#platform/errors.ts';
import { inLocale } from '#platform/locale.ts';
import { listInstitutions } from '#modules/territory/index.ts';
import { loadNode, loadProgramme } from './loading.ts';
import type { NodeInput, NodeKind, Programme, ProgrammeInput, ProgrammeNode } from './model.ts';
import { authoriseKeeping } from './policy.ts';
import { gather, isWritten, kindAbove, kindBelow, moved, readOthers, slugFrom } from './rules.ts';
import { insertNode, insertProgramme, markRemoved, selectNodes, setPositions, updateNode, updateProgramme, type NodeValues, type ProgrammeValues } from './store.ts';

/** Enters a programme and returns its id. Invalid by field of the form; Forbidden for who does not keep the region's projects. */
export async function createProgramme(context: Context, input: ProgrammeInput): Promise<string> {
	authoriseKeeping(context.actor);
	const values = checkProgramme(input);
	const id = context.newId();
	const wanted = slugFrom(inLocale(values.name, 'lv'));
	for (let n = 1; n <= 50; n++) {
		const slug = n === 1 ? wanted : `${wanted}-${n}`;
		if (!(await insertProgramme(context, id, slug, values))) continue;
		await audit(context, { action: 'programme.created', subject: { kind: 'programme', id }, after: { slug, ...values } });
		return id;
	}
	throw new Conflict('programme_name_taken');
}

/** Changes the head of a programme. Conflict `programme_changed_elsewhere` when somebody changed it since `revision`. */
export async function changeProgramme(context: Context, id: string, input: ProgrammeInput): Promise<void> {
	authoriseKeeping(context.actor);
	const programme = await loadProgramme(context, id, true);
	if (programme.revision !== input.revision) throw new Conflict('programme_changed_elsewhere');
	const values = checkProgramme(input);
	await updateProgramme(context, programme, values);
	const { name, about, fromYear, toYear, source, invented } = programme;
	await audit(context, { action: 'programme.changed', subject: { kind: 'programme', id: programme.id }, before: { name, about, fromYear, toYear, source, invented }, after: { ...values } });
}

function checkProgramme(input: ProgrammeInput): ProgrammeValues {
	const name = gather(input.name_lv, input.name_lt, input.name_en);
	const problems: Record<string, FieldError> = {};
	if (!isWritten(name)) problems['name_lv'] = { code: 'programme_name_missing' };
	if (input.to_year < input.from_year) problems['to_year'] = { code: 'programme_years_reversed' };
	if (Object.keys(problems).length > 0) throw new Invalid(problems);
	return { name, about: gather(input.about_lv, input.about_lt, input.about_en), fromYear: input.from_year, toYear: input.to_year, source: input.source, invented: input.invented === 'yes' };
}

/** Adds a priority (no parent), a direction (under a priority) or a task (under a direction) as the last of its place, and returns its id. */
export async function addNode(context: Context, programmeId: string, input: NodeInput): Promise<string> {
	authoriseKeeping(context.actor);
	const programme = await loadProgramme(context, programmeId, true);
	const nodes = await selectNodes(context, programme.id);
	const parent = input.parent === null ? null : nodes.find(({ id }) => id === input.parent);
	const kind: NodeKind | null = parent === null ? 'priority' : parent ? kindBelow(parent.kind) : null;
	if (kind === null) throw new NotFound();
	const values = await checkNode(context, programme, nodes, kind, input, null);
	const id = context.newId();
	await insertNode(context, programme.id, id, kind, values);
	await audit(context, { action: 'programme.node_added', subject: { kind: 'programme', id: programme.id }, after: { id, kind, ...values } });
	return id;
}

/** Changes a node; another parent puts it there as the last. Conflict when somebody changed it since `revision`. */
export async function changeNode(context: Context, programmeId: string, nodeId: string, input: NodeInput): Promise<void> {
	authoriseKeeping(context.actor);
	const { programme, node, nodes } = await loadNode(context, programmeId, nodeId, true);
	if (node.revision !== input.revision) throw new Conflict('programme_changed_elsewhere');
	const values = await checkNode(context, programme, nodes, node.kind, input, node);
	await updateNode(context, node, values);
	const { revision: _revision, kind: _kind, ...before } = node;
	await audit(context, { action: 'programme.node_changed', subject: { kind: 'programme', id: programme.id }, before, after: { id: node.id, ...values } });
}

async function checkNode(context: Context, programme: Programme, nodes: readonly ProgrammeNode[], kind: NodeKind, input: NodeInput, before: ProgrammeNode | null): Promise<NodeValues> {
	const problems: Record<string, FieldError> = {};
	const name = gather(input.name_lv, input.name_lt, input.name_en);
	if (!isWritten(name)) problems['name_lv'] = { code: 'programme_name_missing' };
	if (nodes.some(({ id, code }) => id !== before?.id && code === input.code)) problems['code'] = { code: 'programme_code_taken' };
	const above = kindAbove(kind);
	if ((above === null) !== (input.parent === null) || (above !== null && !nodes.some((other) => other.id === input.parent && other.kind === above))) problems['parent'] = { code: 'programme_parent_wrong' };
	const task = kind === 'task' ? await checkTask(context, programme, input, problems) : { responsible: [], dueOn: null, funding: '', fundingAmount: null, fundingCurrency: null };
	if (Object.keys(problems).length > 0) throw new Invalid(problems);
	const beside = nodes.filter(({ id, parentId }) => parentId === input.parent && id !== before?.id);
	const position = before?.parentId === input.parent ? before.position : Math.max(-1, ...beside.map((other) => other.position)) + 1;
	return { parentId: input.parent, code: input.code, name, about: gather(input.about_lv, input.about_lt, input.about_en), position, ...task };
}

async function checkTask(context: Context, programme: Programme, input: NodeInput, problems: Record<string, FieldError>): Promise<Pick<NodeValues, 'responsible' | 'dueOn' | 'funding' | 'fundingAmount' | 'fundingCurrency'>> {
	const institutions = new Map((await listInstitutions(context)).map(({ id, name }) => [String(id), name]));
	const chosen = [...new Set(input.institutions)].map((institutionId) => ({ institutionId, name: institutions.get(institutionId) ?? {} }));
	if (chosen.some(({ institutionId }) => !institutions.has(institutionId))) problems['institutions'] = { code: 'wrong' };
	const others = readOthers(input.others_lv, input.others_lt, input.others_en);
	if (others === null) problems['others_lv'] = { code: 'programme_bodies_uneven' };
	if (input.due_on !== null && input.due_on < `${programme.fromYear}-01-01`) problems['due_on'] = { code: 'programme_due_early', params: { year: programme.fromYear } };
	const currency = input.amount === '' ? null : readCurrency(input.currency === '' ? 'EUR' : input.currency);
	const read = input.amount === '' || currency === null ? null : typedAmount(input.amount, currency);
	if (input.amount !== '' && currency === null) problems['currency'] = { code: 'programme_currency_wrong' };
	if (read && 'error' in read) problems['amount'] = read.error;
	return { responsible: [...chosen, ...(others ?? [])], dueOn: input.due_on, funding: input.funding, fundingAmount: read && 'amount' in read ? read.amount : null, fundingCurrency: currency };
}

/** Puts a node one place up or down among those beside it; at the end of its row nothing happens. */
export async function moveNode(context: Context, programmeId: string, nodeId: string, way: 'up' | 'down'): Promise<void> {
	authoriseKeeping(context.actor);
	const { programme, node, nodes } = await loadNode(context, programmeId, nodeId, true);
	const order = moved(nodes.filter(({ parentId }) => parentId === node.parentId), node.id, way);
	if (order === null) return;
	await setPositions(context, order.map(({ id }) => id));
	await audit(context, { action: 'programme.node_moved', subject: { kind: 'programme', id: programme.id }, after: { id: node.id, code: node.code, way } });
}

/** Takes a node out of the programme; what was said about it stays in the audit and in reports that were issued. Conflict while something stands below it, or when it was changed since. */
export async function removeNode(context: Context, programmeId: string, nodeId: string, revision: number): Promise<void> {
	authoriseKeeping(context.actor);
	const { programme, node, nodes } = await loadNode(context, programmeId, nodeId, true);
	if (node.revision !== revision) throw new Conflict('programme_changed_elsewhere');
	if (nodes.some(({ parentId }) => parentId === node.id)) throw new Conflict('programme_node_not_empty');
	await markRemoved(context, [node.id]);
	await audit(context, { action: 'programme.node_removed', subject: { kind: 'programme', id: programme.id }, before: { id: node.id, code: node.code, name: node.name } });
}
