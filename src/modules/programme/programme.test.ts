import { beforeAll, describe, expect, test } from 'vitest';
import { createProject, getDraft, publishProject, saveDraft, takeStep, withdrawProject } from '#modules/project/index.ts';
import { visitorActor, type Actor, type Role } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { AppError, Invalid } from '#platform/errors.ts';
import type { InstitutionId, RegionId } from '#platform/ids.ts';
import { useDatabase } from '../../../tests/support/database.ts';
import { addIndicator, addLink, addNode, changeIndicator, changeNode, changeProgramme, compliancePage, createProgramme, IndicatorForm, LinkForm, moveNode, NodeForm, nodePage, ProgrammeForm, programmePage, programmes, ProgressForm, publicProgramme, removeIndicator, removeLink, removeNode, saveValue, sayProgress, ValueForm } from './index.ts';

const db = useDatabase();
const unknownId = '00000000-0000-4000-8000-000000000000';
let region: RegionId;
let elsewhere: RegionId;
let own: InstitutionId;
let coordinator: Actor;
const people = {} as Record<'manager' | 'lead' | 'head' | 'partner' | 'member' | 'viewer' | 'otherLead' | 'researcher', Actor>;

const as = <T>(actor: Actor, work: (context: Context) => Promise<T>, where = region) => db.as(where, actor, work);
const refusal = async (work: Promise<unknown>): Promise<string> => {
	const problem: unknown = await work.then(() => null, (e: unknown) => e);
	if (problem instanceof Invalid) return Object.entries(problem.fields).map(([field, e]) => `${field}:${e.code}`).sort().join();
	if (problem instanceof AppError) return `${problem.status} ${problem.code}`;
	throw problem ?? new Error('It was not refused');
};
const head = (more: Record<string, unknown> = {}) => ProgrammeForm.parse({ name_lv: 'Programma', name_en: 'Programme', from_year: '2015', to_year: '2020', ...more });
const node = (code: string, parent: string | null, more: Record<string, unknown> = {}) => NodeForm.parse({ name_en: `Node ${code}`, code, parent: parent ?? '', ...more });
const progress = (percent: string, on_date: string, reason = 'It was seen') => ProgressForm.parse({ percent, on_date, reason });

/** A programme with one priority, one direction and a task that the own institution carries. */
async function made(): Promise<{ id: string; priority: string; direction: string; task: string }> {
	return as(coordinator, async (c) => {
		const id = await createProgramme(c, head());
		const priority = await addNode(c, id, node('P1', null));
		const direction = await addNode(c, id, node('1.1', priority));
		const task = await addNode(c, id, node('1.1.1', direction, { institutions: [own], due_on: '2020-12-31', others_en: 'Region', amount: '1 250,50', funding: 'Budget' }));
		return { id, priority, direction, task };
	});
}

async function project(nodeId: string | null = null): Promise<string> {
	return as(coordinator, async (c) => {
		const id = await createProject(c, { title: { en: 'A project' } });
		const draft = await getDraft(c, id);
		if (!draft) throw new Error('no draft');
		const { document } = draft;
		await saveDraft(c, id, draft.revision, { ...document, compliance: [{ key: 'region', document: { en: 'Programme' }, priority: null, direction: null, nodeId }], title: { en: 'A project' }, currency: 'EUR', partners: [{ key: 'lead', role: 'lead', name: { en: 'Lead' }, country: 'LV', institutionId: own, municipalityId: null, from: null, to: null }] });
		await takeStep(c, id, 'conceive', { inForceFrom: '2026-01-01', reason: 'Concept' });
		return id;
	});
}

beforeAll(async () => {
	[region, elsewhere] = [await db.region(), await db.region()];
	own = await db.institution(region);
	const other = await db.institution(region);
	coordinator = await db.actor(region, 'coordinator');
	const places: [keyof typeof people, Role, InstitutionId | null][] = [['manager', 'project-manager', null], ['lead', 'lead', own], ['head', 'head', own], ['partner', 'project-manager', own], ['member', 'member', own], ['viewer', 'viewer', null], ['otherLead', 'lead', other], ['researcher', 'researcher', null]];
	for (const [name, role, institution] of places) people[name] = await db.actor(region, role, institution);
});

describe('who may', () => {
	test('everybody of the region and visitors read; only who keeps projects changes; the institution says how far its task is', async () => {
		const { id, direction, task } = await made();
		for (const actor of [coordinator, visitorActor, ...Object.values(people)]) {
			expect((await as(actor, (c) => programmePage(c, id))).counts.total).toBe(1);
			expect((await as(actor, (c) => programmes(c))).programmes.length).toBeGreaterThan(0);
		}
		for (const [name, actor] of Object.entries({ ...people, visitor: visitorActor })) {
			const keeps = name === 'manager';
			const says = keeps || ['lead', 'head', 'partner'].includes(name);
			const change = as(actor, (c) => addNode(c, id, node(`by ${name}`, direction)));
			if (keeps) await expect(change).resolves.toMatch(/-/);
			else expect(await refusal(change)).toBe('403 forbidden');
			const say = as(actor, (c) => sayProgress(c, id, task, progress('10', '2020-01-01')));
			if (says) await expect(say).resolves.toMatch(/-/);
			else expect(await refusal(say)).toBe('403 forbidden');
			expect([name, (await as(actor, (c) => nodePage(c, id, task))).says]).toEqual([name, says]);
			if (!keeps) {
				for (const work of [
					(c: Context) => createProgramme(c, head()), (c: Context) => changeProgramme(c, id, head()), (c: Context) => moveNode(c, id, task, 'up'), (c: Context) => removeNode(c, id, task, 1),
					(c: Context) => addLink(c, id, task, LinkForm.parse({ kind: 'action', title: 'x' })), (c: Context) => addIndicator(c, id, task, IndicatorForm.parse({ name_en: 'x', unit_en: 'y', direction: 'up' }))
				]) expect(await refusal(as(actor, (c): Promise<unknown> => work(c)))).toBe('403 forbidden');
			}
		}
	});

	test('another region and nonsense learn nothing', async () => {
		const { id, task } = await made();
		const stranger = await db.actor(elsewhere, 'administrator');
		for (const [where, actor, programme, asked] of [[elsewhere, stranger, id, task], [region, coordinator, unknownId, task], [region, coordinator, "' or 1=1", task], [region, coordinator, id, unknownId], [region, coordinator, id, 'x']] as const) {
			for (const work of [(c: Context) => nodePage(c, programme, asked), (c: Context) => sayProgress(c, programme, asked, progress('1', '2020-01-01')), (c: Context) => removeNode(c, programme, asked, 1), (c: Context) => changeNode(c, programme, asked, node('9', null)), (c: Context) => addLink(c, programme, asked, LinkForm.parse({ kind: 'action', title: 'x' }))]) {
				expect(await refusal(as(actor, (c): Promise<unknown> => work(c), where))).toBe('404 not_found');
			}
		}
		expect((await as(stranger, (c) => programmes(c), elsewhere)).programmes).toEqual([]);
		// Progress is said of tasks only.
		const { id: again, direction } = await made();
		expect(await refusal(as(coordinator, (c) => sayProgress(c, again, direction, progress('1', '2020-01-01'))))).toBe('404 not_found');
	});
});

describe('keeping the tree', () => {
	test('what is typed wrong is told at its field, and nothing is stored', async () => {
		const { id, direction, priority } = await made();
		const add = (input: ReturnType<typeof node>) => refusal(as(coordinator, (c) => addNode(c, id, input)));
		expect(await add(node('1.1', direction))).toBe('code:programme_code_taken');
		expect(await add(node('9', direction, { name_en: '' }))).toBe('name_lv:programme_name_missing');
		expect(await add(node('9', direction, { institutions: [unknownId] }))).toBe('institutions:wrong');
		expect(await add(node('9', direction, { others_lv: 'A', others_en: 'B\nC' }))).toBe('others_lv:programme_bodies_uneven');
		expect(await add(node('9', direction, { due_on: '2014-12-31', amount: '1.234' }))).toMatch(/^amount:.*,due_on:programme_due_early$/);
		expect(await add(node('9', direction, { amount: '5', currency: 'Zlotys' }))).toBe('currency:programme_currency_wrong');
		expect(await refusal(as(coordinator, (c) => createProgramme(c, head({ to_year: '2014', name_lv: '', name_en: '' }))))).toBe('name_lv:programme_name_missing,to_year:programme_years_reversed');
		// A task cannot stand under a priority, nor a direction become a priority.
		expect(await refusal(as(coordinator, (c) => changeNode(c, id, direction, node('1.1', null, { revision: 1 }))))).toBe('parent:programme_parent_wrong');
		expect((await as(coordinator, (c) => programmePage(c, id))).tree[0]?.node.id).toBe(priority);
		expect((await as(coordinator, (c) => programmePage(c, id))).counts.total).toBe(1);
	});

	test('two who change the same node collide; two who add at once both stand', async () => {
		const { id, direction, task } = await made();
		const both = await Promise.allSettled(['A', 'B'].map((name) => as(coordinator, (c) => changeNode(c, id, task, node('1.1.1', direction, { name_en: name, revision: 1 })))));
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(await refusal(as(coordinator, (c) => changeNode(c, id, task, node('1.1.1', direction, { revision: 1 }))))).toBe('409 programme_changed_elsewhere');
		await Promise.all(['x', 'y', 'z'].map((code) => as(coordinator, (c) => addNode(c, id, node(code, direction)))));
		const positions = (await as(coordinator, (c) => programmePage(c, id))).tree[0]?.children[0]?.children.map((b) => b.node.position);
		expect(positions).toEqual([0, 1, 2, 3]);
	});

	test('moves among its neighbours, and is removed only when nothing stands below; its code can be given again', async () => {
		const { id, direction, task } = await made();
		const second = await as(coordinator, (c) => addNode(c, id, node('1.1.2', direction)));
		const order = async () => (await as(coordinator, (c) => programmePage(c, id))).tree[0]?.children[0]?.children.map((b) => b.node.code);
		await as(coordinator, (c) => moveNode(c, id, second, 'up'));
		expect(await order()).toEqual(['1.1.2', '1.1.1']);
		await as(coordinator, (c) => moveNode(c, id, second, 'up'));
		expect(await order()).toEqual(['1.1.2', '1.1.1']);
		expect(await refusal(as(coordinator, (c) => removeNode(c, id, direction, 1)))).toBe('409 programme_node_not_empty');
		expect(await refusal(as(coordinator, (c) => removeNode(c, id, task, 7)))).toBe('409 programme_changed_elsewhere');
		await as(coordinator, (c) => removeNode(c, id, task, 1));
		expect(await refusal(as(coordinator, (c) => nodePage(c, id, task)))).toBe('404 not_found');
		await as(coordinator, (c) => addNode(c, id, node('1.1.1', direction)));
		expect(await order()).toEqual(['1.1.2', '1.1.1']);
	});
});

describe('what is said', () => {
	test('history stays, the newest day counts, days to come are refused, filters find', async () => {
		const { id, task, direction } = await made();
		expect((await as(coordinator, (c) => nodePage(c, id, task))).node.standing).toMatchObject({ state: 'not-said', overdue: true, newest: null });
		await as(people.lead, (c) => sayProgress(c, id, task, progress('100', '2026-11-22')));
		await as(people.lead, (c) => sayProgress(c, id, task, progress('40 %', '2019-05-01')));
		const page = await as(people.lead, (c) => nodePage(c, id, task));
		expect(page.node.standing).toMatchObject({ state: 'done', overdue: false });
		expect(page.node.progress.map(({ percent }) => percent)).toEqual([100, 40]);
		expect(await refusal(as(people.lead, (c) => sayProgress(c, id, task, progress('50', '2026-11-23'))))).toBe('on_date:programme_day_future');
		const late = await as(coordinator, (c) => addNode(c, id, node('late', direction, { due_on: '2016-01-01' })));
		const shown = async (filter: object) => (await as(coordinator, (c) => programmePage(c, id, filter))).shown.flatMap((p) => p.children.flatMap((d) => d.children.map((t) => t.node.id)));
		expect([await shown({ show: 'overdue' }), await shown({ show: 'done' }), await shown({ show: 'not-said' }), await shown({ responsible: own }), await shown({ responsible: 'Region' }), await shown({ show: 'done', responsible: 'nobody' }), await shown({ show: 'nonsense' })]).toEqual([[late], [task], [late], [task], [task], [], [task, late]]);
		for (const bad of [{ percent: '101' }, { percent: '-1' }, { percent: '5.5' }, { percent: 'x' }, { reason: '' }, { on_date: '2020-02-30' }]) expect(ProgressForm.safeParse({ percent: '5', on_date: '2020-01-01', reason: 'r', ...bad }).success).toBe(false);
	});

	test('indicators: exact values by year, blank again when emptied, wrong ones told at their field', async () => {
		const { id, task } = await made();
		const form = (more = {}) => IndicatorForm.parse({ name_en: 'Institutions', unit_en: 'institution', direction: 'up', baseline: '0', baseline_year: '2015', target: '7', target_year: '2020', ...more });
		const indicator = await as(coordinator, (c) => addIndicator(c, id, task, form()));
		const read = async () => (await as(visitorActor, (c) => nodePage(c, id, task))).node.indicators[0];
		const save = (year: string, value: string) => as(coordinator, (c) => saveValue(c, id, task, indicator, ValueForm.parse({ year, value })));
		await save('2018', '3,50');
		await save('2018', '0');
		await save('2016', '1 250');
		expect((await read())?.values).toMatchObject([{ year: 2016, value: '1250' }, { year: 2018, value: '0' }]);
		await save('2016', '');
		expect((await read())?.values).toMatchObject([{ year: 2018, value: '0' }]);
		expect(await refusal(save('2018', '1.234'))).toBe('value:programme_number_ambiguous');
		expect(await refusal(save('2027', '1'))).toBe('year:programme_year_future');
		expect(await refusal(as(coordinator, (c) => addIndicator(c, id, task, form({ baseline_year: '', name_en: '', unit_en: '', target: 'many' }))))).toBe('baseline_year:programme_year_missing,name_lv:programme_name_missing,target:programme_number_wrong,unit_lv:programme_unit_missing');
		await as(coordinator, (c) => changeIndicator(c, id, task, indicator, form({ target: '8', revision: 1 })));
		expect(await refusal(as(coordinator, (c) => changeIndicator(c, id, task, indicator, form({ revision: 1 }))))).toBe('409 programme_changed_elsewhere');
		expect(await refusal(as(coordinator, (c) => saveValue(c, id, task, unknownId, ValueForm.parse({ year: '2018', value: '1' }))))).toBe('404 not_found');
		await as(coordinator, (c) => removeIndicator(c, id, task, indicator, 2));
		expect(await read()).toBeUndefined();
	});
});

describe('projects that serve', () => {
	test('by a link and by their own version; who may not know of a project does not learn of it', async () => {
		const { id, priority, task } = await made();
		const linked = await project();
		const declared = await project(priority);
		const link = await as(coordinator, (c) => addLink(c, id, task, LinkForm.parse({ kind: 'project', project: linked })));
		expect(await refusal(as(coordinator, (c) => addLink(c, id, task, LinkForm.parse({ kind: 'project', project: linked }))))).toBe('project:programme_project_linked');
		expect(await refusal(as(coordinator, (c) => addLink(c, id, task, LinkForm.parse({ kind: 'project', project: unknownId }))))).toBe('project:programme_project_unknown');
		expect(await refusal(as(coordinator, (c) => addLink(c, id, task, LinkForm.parse({ kind: 'project' }))))).toBe('project:programme_project_missing');
		expect(LinkForm.safeParse({ kind: 'action', title: 'x', address: 'javascript:alert(1)' }).success).toBe(false);
		const seen = async (actor: Actor) => {
			const page = await as(actor, (c) => compliancePage(c, id));
			const [p, d] = [page.tree[0]?.node, page.tree[0]?.children[0]?.children[0]?.node];
			return [p?.services.map((s) => s.project.id), d?.services.map((s) => s.project.id), page.unserving.filter((one) => [linked, declared].includes(one.id)).length, d?.links.length];
		};
		expect(await seen(coordinator)).toEqual([[declared], [linked], 0, 1]);
		// The own institution is a partner of both.
		expect(await seen(people.lead)).toEqual([[declared], [linked], 0, 1]);
		for (const actor of [people.otherLead, people.member, visitorActor]) expect(await seen(actor)).toEqual([[], [], 0, 0]);
		await as(coordinator, (c) => publishProject(c, linked));
		expect(await seen(people.member)).toEqual([[], [linked], 0, 1]);
		expect((await as(visitorActor, (c) => publicProgramme(c, null))).page).not.toBeNull();
		await as(coordinator, (c) => withdrawProject(c, linked));
		expect(await seen(visitorActor)).toEqual([[], [], 0, 0]);
		await as(coordinator, (c) => removeLink(c, id, task, link));
		expect(await refusal(as(coordinator, (c) => removeLink(c, id, task, link)))).toBe('404 not_found');
		expect(await seen(coordinator)).toEqual([[declared], [], 1, 0]);
	});
});
