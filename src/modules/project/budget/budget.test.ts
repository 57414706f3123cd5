import { expect, test } from 'vitest';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { projectFindings } from '../consistency/index.ts';
import { createProject, getDraft, saveDraft, takeStep } from '../versions/index.ts';
import { projectScene, sampleProject, type ProjectScene } from '../versions/testing.ts';
import { readBudgetFile, writeBudgetFile } from './budget-file.ts';
import { importBudget, saveBudgetGrid } from './commands.ts';
import { budgetEditor, budgetPage } from './queries.ts';

const db = useDatabase();
const choice = { draft: false, rows: 'partner', columns: 'fund', only: {} } as const;

/** An approved project of the sample with a running draft, kept by the manager. */
async function approved(): Promise<{ scene: ProjectScene; id: string }> {
	const scene = await projectScene(db);
	const id = await db.as(scene.regionId, scene.manager, async (c) => {
		const made = await createProject(c, { title: { en: 'Day centres' } });
		await saveDraft(c, made, 1, sampleProject(scene.institution));
		await takeStep(c, made, 'approve', { inForceFrom: '2025-03-01' });
		return made;
	});
	return { scene, id };
}

test('a typed grid goes into the draft with its flat rates; the version in force stays', async () => {
	const { scene, id } = await approved();
	const run = <T>(work: Parameters<typeof db.as<T>>[2]) => db.as(scene.regionId, scene.manager, work);
	const editor = await run((c) => budgetEditor(c, id, { partner: 'north', period: 'p2', lumpSums: true }));
	expect(editor.grid?.rows.map(({ line, kind }) => `${line} ${kind}`)).toEqual(['staff real', 'staff lump-sum', 'office flat-rate', 'office lump-sum', 'equipment real', 'equipment lump-sum']);
	await run((c) => saveBudgetGrid(c, id, { revision: editor.revision, partner: 'north', period: 'p2', typed: { 'cell.staff.erdf.real': '1 000,10', 'cell.equipment.erdf.real': '34.000,00', 'cell.equipment.own.real': '6000', 'cell.strange.own.real': 'x' } }));
	const draft = await run((c) => budgetPage(c, id, { ...choice, draft: true }));
	expect(draft.version).toBeNull();
	expect(draft.totals.by.partner).toEqual([{ key: 'lead', amount: '69000.00' }, { key: 'north', amount: '41150.12' }]);
	const version = await run((c) => budgetPage(c, id, choice));
	expect(version).toMatchObject({ version: 1, hasDraft: true, mayEdit: true, totals: { total: '100000.00' } });
	expect(version.shares.every(({ totalAgainstBudget, funds }) => totalAgainstBudget?.agreement === 'exact' && funds.every((fund) => fund.againstBudget?.agreement === 'exact'))).toBe(true);
	expect((await run((c) => budgetPage(c, id, { ...choice, rows: 'line', only: { partner: 'lead', period: 'gone' } }))).choice.only).toEqual({ partner: 'lead' });
});

test('a refused grid changes nothing, and neither does a second person without having seen the first', async () => {
	const { scene, id } = await approved();
	const run = <T>(work: Parameters<typeof db.as<T>>[2]) => db.as(scene.regionId, scene.manager, work);
	const save = (revision: number, typed: Record<string, string>, partner = 'lead', period = 'p1') => run((c) => saveBudgetGrid(c, id, { revision, partner, period, typed }));
	await expect(save(1, { 'cell.staff.erdf.real': '12,345' })).rejects.toMatchObject({ fields: { 'cell.staff.erdf.real': { code: 'budget_amount_ambiguous', params: { first: '12.35', second: '12345.00' } } } });
	await expect(save(1, { 'cell.staff.erdf.real': '-1' })).rejects.toBeInstanceOf(Invalid);
	expect(await run((c) => getDraft(c, id))).toBeNull();
	await expect(save(1, {}, 'nobody')).rejects.toBeInstanceOf(NotFound);
	await expect(save(1, {}, 'lead', 'p9')).rejects.toBeInstanceOf(NotFound);
	const results = await Promise.allSettled([save(1, { 'cell.staff.erdf.real': '1' }), save(1, { 'cell.staff.erdf.real': '2' })]);
	const after = await run((c) => getDraft(c, id));
	await expect(save((after?.revision ?? 0) + 1, { 'cell.staff.erdf.real': '3' })).rejects.toBeInstanceOf(Conflict);
	expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(Conflict);
});

test('who may see and who may change: every role, another region, a draft', async () => {
	const { scene, id } = await approved();
	const elsewhere = await projectScene(db);
	const see = (who: ProjectScene['manager'], draft = false, region = scene.regionId) => db.as(region, who, (c) => budgetPage(c, id, { ...choice, draft }));
	const keep = (who: ProjectScene['manager'], region = scene.regionId) => db.as(region, who, (c) => importBudget(c, id, 1, 'x'));
	for (const who of [scene.manager, scene.coordinator, scene.administrator, scene.viewer, scene.partner, scene.partnerLead, scene.partnerHead]) await see(who);
	for (const who of [scene.member, scene.outsider, scene.researcher]) {
		await expect(see(who)).rejects.toBeInstanceOf(NotFound);
		await expect(keep(who)).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(scene.regionId, who, (c) => projectFindings(c, id, false))).rejects.toBeInstanceOf(NotFound);
	}
	for (const who of [scene.viewer, scene.partner, scene.partnerLead, scene.partnerHead]) {
		await expect(keep(who)).rejects.toBeInstanceOf(Forbidden);
		await expect(db.as(scene.regionId, who, (c) => budgetEditor(c, id, { partner: null, period: null, lumpSums: false }))).rejects.toBeInstanceOf(Forbidden);
		await expect(db.as(scene.regionId, who, (c) => saveBudgetGrid(c, id, { revision: 1, partner: 'lead', period: 'p1', typed: {} }))).rejects.toBeInstanceOf(Forbidden);
	}
	await expect(see(elsewhere.manager, false, elsewhere.regionId)).rejects.toBeInstanceOf(NotFound);
	await expect(keep(elsewhere.manager, elsewhere.regionId)).rejects.toBeInstanceOf(NotFound);
	for (const strange of ['x', '00000000-0000-4000-8000-000000000000']) await expect(db.as(scene.regionId, scene.manager, (c) => budgetPage(c, strange, choice))).rejects.toBeInstanceOf(NotFound);
	// A partner's people read what was agreed, not what is being written.
	await db.as(scene.regionId, scene.manager, (c) => saveBudgetGrid(c, id, { revision: 1, partner: 'lead', period: 'p1', typed: { 'cell.staff.erdf.real': '7' } }));
	await expect(see(scene.partner, true)).rejects.toBeInstanceOf(NotFound);
	expect(await see(scene.partner)).toMatchObject({ version: 1, hasDraft: false, mayEdit: false });
	expect((await see(scene.viewer, true)).version).toBeNull();
});

test('a closed project keeps its budget as it is', async () => {
	const { scene, id } = await approved();
	const run = <T>(work: Parameters<typeof db.as<T>>[2]) => db.as(scene.regionId, scene.manager, work);
	await run(({ tx }) => tx.updateTable('project').set({ state: 'closed' }).where('id', '=', id).execute());
	await expect(run((c) => saveBudgetGrid(c, id, { revision: 1, partner: 'lead', period: 'p1', typed: {} }))).rejects.toMatchObject({ code: 'project_closed' });
	await expect(run((c) => importBudget(c, id, 1, writeBudgetFile(sampleProject(null), 'en')))).rejects.toBeInstanceOf(Conflict);
	expect((await run((c) => budgetPage(c, id, choice))).mayEdit).toBe(false);
});

test('a budget as CSV comes back as it went, by keys and by names', async () => {
	const document = sampleProject(null);
	for (const locale of ['lv', 'lt', 'en'] as const) expect(readBudgetFile(writeBudgetFile(document, locale), document)).toEqual({ cells: document.budget, problems: [], problemCount: 0 });
	const named = 'Partneris;Budžeta pozīcija;Fonds;Periods;Summa\nLead partner;Staff;ERDF;Period 1;"EUR 1 000,50"\nnorth;equipment;own;p2;2.000,00 €\n;;;;\nlead;staff;own;p1;\n';
	expect(readBudgetFile(named, document).cells).toEqual([
		{ partner: 'lead', line: 'staff', fund: 'erdf', period: 'p1', amount: '1000.50', kind: 'real' },
		{ partner: 'north', line: 'equipment', fund: 'own', period: 'p2', amount: '2000.00', kind: 'real' }
	]);
});

test('wrong rows are all named, and nothing is changed', async () => {
	const { scene, id } = await approved();
	const run = <T>(work: Parameters<typeof db.as<T>>[2]) => db.as(scene.regionId, scene.manager, work);
	const rows = ['partner,line,fund,period,amount,currency', 'lead,staff,erdf,p1,100.00,EUR', 'nobody,staff,erdf,p1,100.00,EUR', 'lead,staff,erdf,p1,50.00,EUR', 'lead,staff,own,p1,"12,345",EUR', 'lead,staff,own,p2,5.00,LVL', 'lead,staff,own,p2,5.00,', 'lead,staff,own,p2,-5.00,EUR', 'lead,staff,own,p2,5,00,EUR', 'lead,staff,own,p2,many,EUR'];
	const report = await run((c) => importBudget(c, id, 1, rows.join('\n')));
	expect(report.problems.map(({ row, problem }) => [row, problem.code])).toEqual([
		[3, 'budget_unknown_partner'], [4, 'budget_cell_twice'], [5, 'budget_amount_ambiguous'], [6, 'budget_file_currency'], [7, 'budget_currency_missing'], [8, 'budget_amount_negative'], [9, 'budget_row_cells'], [10, 'budget_amount_wrong']
	]);
	expect(report.cells).toBe(0);
	expect(await run((c) => getDraft(c, id))).toMatchObject({ document: { budget: sampleProject(null).budget } });
	for (const [text, code] of [['', 'budget_file_columns'], ['a,b\n1,2', 'budget_file_columns'], ['partner,line,fund,period,amount\n', 'budget_file_empty'], ['partner,line\n"a', 'budget_file_broken'], ['\0\0', 'budget_file_not_text']]) {
		expect((await run((c) => importBudget(c, id, 1, text ?? ''))).problems[0]?.problem.code, text).toBe(code);
	}
	const done = await run((c) => importBudget(c, id, 1, rows.slice(0, 2).join('\n')));
	expect(done).toEqual({ cells: 1, problems: [], problemCount: 0 });
	expect((await run((c) => budgetPage(c, id, { ...choice, draft: true }))).totals.total).toBe('100.00');
});

test('findings speak of the version in force and of what was reached, and of the draft when asked', async () => {
	const { scene, id } = await approved();
	const run = <T>(work: Parameters<typeof db.as<T>>[2]) => db.as(scene.regionId, scene.manager, work);
	expect((await run((c) => projectFindings(c, id, false))).findings).toEqual([]);
	await run((c) => saveBudgetGrid(c, id, { revision: 1, partner: 'lead', period: 'p1', typed: { 'cell.staff.erdf.real': '51 000,00', 'cell.staff.own.real': '9 000,00', 'cell.office.erdf.flat-rate': '' } }));
	const draft = await run((c) => projectFindings(c, id, true));
	expect(draft.findings.map(({ code }) => code)).toContain('budget_total_off');
	expect(draft.findings[0]?.values.every(({ line, file }) => line === 0 && file === 'LLI-999')).toBe(true);
});
