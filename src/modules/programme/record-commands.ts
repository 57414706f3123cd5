import { actsForPartner } from '#modules/project/index.ts';
import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound, type FieldError } from '#platform/errors.ts';
import { deleteLink, hasProject, insertLink, selectLinks } from './link-store.ts';
import { loadNode } from './loading.ts';
import type { IndicatorInput, LinkInput, Programme, ProgrammeIndicator, ProgrammeNode, ProgressInput, ValueInput } from './model.ts';
import { authoriseKeeping, maySayProgress } from './policy.ts';
import { deleteValue, insertIndicator, insertProgress, markIndicatorRemoved, selectIndicators, updateIndicator, upsertValue, type IndicatorValues } from './record-store.ts';
import { gather, isWritten, readNumber } from './rules.ts';

const subjectOf = ({ id }: Programme) => ({ kind: 'programme', id });

/**
 * Writes down how far a task is by a day, with the reason, and returns the entry's id. Nothing is overwritten: a mistake is
 * mended by saying it again for the same day. Forbidden for who neither keeps the programme nor acts for an institution
 * that carries the task; Invalid for a day to come; NotFound for what is no task of the programme.
 */
export async function sayProgress(context: Context, programmeId: string, nodeId: string, input: ProgressInput): Promise<string> {
	const { programme, node } = await loadNode(context, programmeId, nodeId, true);
	if (!maySayProgress(context.actor, node)) throw node.kind === 'task' ? new Forbidden() : new NotFound();
	if (input.on_date > dayOf(context.now)) throw new Invalid({ on_date: { code: 'programme_day_future' } });
	const id = context.newId();
	await insertProgress(context, { id, nodeId: node.id, onDate: input.on_date, percent: input.percent, reason: input.reason });
	const institutionId = context.actor.system ? null : (node.responsible.find((body) => actsForPartner(context.actor, body.institutionId))?.institutionId ?? null);
	await audit(context, { action: 'programme.progress_said', subject: subjectOf(programme), institutionId, after: { node: node.id, code: node.code, on_date: input.on_date, percent: input.percent } });
	return id;
}

/** Adds an indicator to a priority, direction or task and returns its id. Invalid by field of the form. */
export async function addIndicator(context: Context, programmeId: string, nodeId: string, input: IndicatorInput): Promise<string> {
	authoriseKeeping(context.actor);
	const { programme, node } = await loadNode(context, programmeId, nodeId, true);
	const values = checkIndicator(input);
	const id = context.newId();
	await insertIndicator(context, node.id, id, values);
	await audit(context, { action: 'programme.indicator_added', subject: subjectOf(programme), after: { id, node: node.id, ...values } });
	return id;
}

/** Changes an indicator; its values stay. Conflict when somebody changed it since `revision`. */
export async function changeIndicator(context: Context, programmeId: string, nodeId: string, indicatorId: string, input: IndicatorInput): Promise<void> {
	authoriseKeeping(context.actor);
	const { programme, indicator } = await loadIndicator(context, programmeId, nodeId, indicatorId);
	if (indicator.revision !== input.revision) throw new Conflict('programme_changed_elsewhere');
	const values = checkIndicator(input);
	await updateIndicator(context, indicator, values);
	const { id, nodeId: node, values: _values, revision: _revision, ...before } = indicator;
	await audit(context, { action: 'programme.indicator_changed', subject: subjectOf(programme), before: { id, node, ...before }, after: { ...values } });
}

/** Takes an indicator out of the programme. Conflict when somebody changed it since `revision`. */
export async function removeIndicator(context: Context, programmeId: string, nodeId: string, indicatorId: string, revision: number): Promise<void> {
	authoriseKeeping(context.actor);
	const { programme, indicator } = await loadIndicator(context, programmeId, nodeId, indicatorId);
	if (indicator.revision !== revision) throw new Conflict('programme_changed_elsewhere');
	await markIndicatorRemoved(context, indicator.id);
	await audit(context, { action: 'programme.indicator_removed', subject: subjectOf(programme), before: { id: indicator.id, node: nodeId, name: indicator.name } });
}

/** Writes the value of one year in place of the one before; an empty value makes the year blank again. Invalid for a year to come. */
export async function saveValue(context: Context, programmeId: string, nodeId: string, indicatorId: string, input: ValueInput): Promise<void> {
	authoriseKeeping(context.actor);
	const { programme, indicator } = await loadIndicator(context, programmeId, nodeId, indicatorId);
	if (input.year > Number(dayOf(context.now).slice(0, 4))) throw new Invalid({ year: { code: 'programme_year_future' } });
	const before = indicator.values.find(({ year }) => year === input.year) ?? null;
	const read = input.value === '' ? null : readNumber(input.value);
	if (read && 'error' in read) throw new Invalid({ value: read.error });
	if (read === null) await deleteValue(context, indicator.id, input.year);
	else await upsertValue(context, indicator.id, { year: input.year, value: read.value, source: input.source });
	await audit(context, { action: 'programme.value_saved', subject: subjectOf(programme), before: { indicator: indicator.id, year: input.year, value: before?.value ?? null }, after: { value: read?.value ?? null, source: read === null ? '' : input.source } });
}

/** Links a node to a project, or to an action or decision that is named in words, and returns the link's id. */
export async function addLink(context: Context, programmeId: string, nodeId: string, input: LinkInput): Promise<string> {
	authoriseKeeping(context.actor);
	const { programme, node } = await loadNode(context, programmeId, nodeId, true);
	if (input.kind === 'project') {
		if (input.project === null || !(await hasProject(context, input.project))) throw new Invalid({ project: { code: input.project === null ? 'programme_project_missing' : 'programme_project_unknown' } });
		if ((await selectLinks(context, programme.id)).some((link) => link.nodeId === node.id && link.projectId === input.project)) throw new Invalid({ project: { code: 'programme_project_linked' } });
	} else if (input.title === '') throw new Invalid({ title: { code: 'required' } });
	const id = context.newId();
	const link = input.kind === 'project' ? { ...input, title: '', address: '', on_date: null } : { ...input, project: null };
	await insertLink(context, node.id, id, link);
	await audit(context, { action: 'programme.link_added', subject: subjectOf(programme), after: { id, node: node.id, ...link } });
	return id;
}

/** Takes a link away; NotFound when the node has none such. */
export async function removeLink(context: Context, programmeId: string, nodeId: string, linkId: string): Promise<void> {
	authoriseKeeping(context.actor);
	const { programme, node } = await loadNode(context, programmeId, nodeId, true);
	const link = (await selectLinks(context, programme.id)).find(({ id, nodeId: of }) => id === linkId && of === node.id);
	if (!link) throw new NotFound();
	await deleteLink(context, link.id);
	await audit(context, { action: 'programme.link_removed', subject: subjectOf(programme), before: { ...link } });
}

async function loadIndicator(context: Context, programmeId: string, nodeId: string, indicatorId: string): Promise<{ programme: Programme; node: ProgrammeNode; indicator: ProgrammeIndicator }> {
	const { programme, node } = await loadNode(context, programmeId, nodeId, true);
	const indicator = (await selectIndicators(context, programme.id)).find(({ id, nodeId: of }) => id === indicatorId && of === node.id);
	if (!indicator) throw new NotFound();
	return { programme, node, indicator };
}

function checkIndicator(input: IndicatorInput): IndicatorValues {
	const problems: Record<string, FieldError> = {};
	const [name, unit] = [gather(input.name_lv, input.name_lt, input.name_en), gather(input.unit_lv, input.unit_lt, input.unit_en)];
	if (!isWritten(name)) problems['name_lv'] = { code: 'programme_name_missing' };
	if (!isWritten(unit)) problems['unit_lv'] = { code: 'programme_unit_missing' };
	const number = (field: 'baseline' | 'target'): string | null => {
		const read = input[field] === '' ? null : readNumber(input[field]);
		if (read && 'error' in read) problems[field] = read.error;
		return read && 'value' in read ? read.value : null;
	};
	const [baseline, target] = [number('baseline'), number('target')];
	// A figure without its year cannot be compared, and a year without a figure says nothing.
	if (input.baseline !== '' && input.baseline_year === null) problems['baseline_year'] = { code: 'programme_year_missing' };
	if (input.target !== '' && input.target_year === null) problems['target_year'] = { code: 'programme_year_missing' };
	if (Object.keys(problems).length > 0) throw new Invalid(problems);
	return { name, unit, direction: input.direction, baseline, baselineYear: baseline === null ? null : input.baseline_year, target, targetYear: target === null ? null : input.target_year, source: input.source };
}
