import { expect, test } from 'vitest';
import { systemActor, type Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { AppError, Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { openScene } from '../../../../tests/support/assessment.ts';
import { nextSurveyState, surveyStates, type SurveyAction, type SurveyState } from '../lifecycle.ts';
import { storeResponse, storeResponses } from '../answering/index.ts';
import {
	addAddresses, closeSurvey, countEligible, createKioskLink, createOneTimeLinks, createOpenLink, createSurvey, createSurveys, deleteAnswers, deleteSurvey, editSurvey, extendSurvey, forgetAddresses, kioskPinFits, listSurveys, loadSurvey, openSurvey, readSurvey, remindAddresses, saveSurveySettings,
	sendInvitations, surveySettings, surveysInNeed, surveysOfCycle, surveysOfInstitution, surveyView, withdrawBatch
} from './index.ts';
import { madeSurvey, openedSurvey, publishQuestionnaire, surveyInput, surveyScene, type SurveyScene } from './testing.ts';
import { sampleDocument } from '../questionnaire/example.testing.ts';

const db = useDatabase();
const as = <T>(scene: SurveyScene, actor: Actor | 'system', work: (c: Context) => Promise<T>) => db.as(scene.regionId, actor, work);
const paper = { variant: 'standard' as const, channel: 'paper' as const, assisted: 'no' as const, choices: [3, 1, 1, null, 2, 1], texts: { wish: 'More light' } };

const setState = (scene: SurveyScene, id: string, state: SurveyState, ended = '2026-11-01T10:00:00Z') =>
	as(scene, 'system', ({ tx }) =>
		tx
			.updateTable('survey')
			.set({ state, answers_deleted_at: null, reminded_on: null, opens_at: new Date('2026-10-01T06:00:00Z'), closes_at: new Date(state === 'closed' ? ended : '2026-12-20T16:00:00Z'), closed_at: state === 'closed' ? new Date(ended) : null })
			.where('id', '=', id)
			.execute()
	);

test('a lead makes a draft that takes its gaps from the questionnaire and the region, and opens it', async () => {
	const scene = await surveyScene(db);
	await as(scene, scene.coordinator, (c) => saveSurveySettings(c, { minimumGroup: 7, retentionMonths: 6, guardianRule: 'not-required', contact: { lv: 'Zvaniet 116006', en: 'Call 116006' }, revision: 0 }));
	const { name: _, ...rest } = surveyInput(scene, { contact: { en: 'Call Anna' }, eligible: 40, target: '2.5' });
	const id = await as(scene, scene.lead, (c) => createSurvey(c, rest));
	expect(await as(scene, scene.lead, (c) => loadSurvey(c, id))).toMatchObject({
		name: { lv: 'Paraugs', en: 'Sample' }, perspective: 'clients', audience: 'clients', state: 'draft', minimumGroup: 7, retentionMonths: 6, guardianRule: 'not-required', contact: { lv: 'Zvaniet 116006', en: 'Call Anna' },
		eligible: 40, target: '2.50', layout: 'page', eraseAddresses: true, hasKioskPin: false, revision: 1
	});
	await as(scene, scene.lead, (c) => openSurvey(c, id));
	const view = await as(scene, scene.lead, (c) => surveyView(c, id));
	expect(view).toMatchObject({ state: 'open', answering: 'open', daysLeft: 28, answers: 0, responseRate: 0, needed: 37, mayRun: true, links: [], contactMissing: [] });
	expect(view.actions).toEqual(['extend', 'invite', 'remind', 'answer', 'enter', 'close', 'publish', 'read-texts'].sort((a, b) => view.actions.indexOf(a as SurveyAction) - view.actions.indexOf(b as SurveyAction)));
});

test('every state × every action of this part: what the table allows happens, the rest is refused and changes nothing', async () => {
	const scene = await surveyScene(db);
	const id = await madeSurvey(db, scene);
	const run: Partial<Record<SurveyAction, () => Promise<unknown>>> = {
		edit: () => as(scene, scene.lead, async (c) => editSurvey(c, id, (await readSurvey(c, id)).revision, surveyInput(scene))),
		open: () => as(scene, scene.lead, (c) => openSurvey(c, id)),
		extend: () => as(scene, scene.lead, (c) => extendSurvey(c, id, new Date('2027-01-20T10:00:00Z'))),
		invite: () => as(scene, scene.lead, (c) => createOneTimeLinks(c, id, 2)),
		enter: () => as(scene, scene.lead, (c) => storeResponse(c, id, paper)),
		close: () => as(scene, scene.lead, (c) => closeSurvey(c, id)),
		'delete-answers': () => as(scene, scene.lead, (c) => deleteAnswers(c, id)),
		delete: () => as(scene, scene.lead, (c) => deleteSurvey(c, id))
	};
	for (const state of surveyStates) {
		for (const [action, attempt] of Object.entries(run) as [SurveyAction, () => Promise<unknown>][]) {
			await setState(scene, id, state);
			const before = (await as(scene, 'system', (c) => readSurvey(c, id))).revision;
			const expected = nextSurveyState(state, action);
			const label = `${state} ${action}`;
			if (expected === null) await expect(attempt(), label).rejects.toBeInstanceOf(AppError);
			else await attempt();
			const after = await as(scene, 'system', (c) => readSurvey(c, id));
			expect(after.state, label).toBe(expected ?? state);
			if (expected === null) expect(after.revision, label).toBe(before);
		}
	}
});

const everyCommand = (scene: SurveyScene, id: string): ((c: Context) => Promise<unknown>)[] => [
	(c) => editSurvey(c, id, 1, surveyInput(scene)),
	(c) => openSurvey(c, id),
	(c) => extendSurvey(c, id, new Date('2027-01-20T10:00:00Z')),
	(c) => countEligible(c, id, 12),
	(c) => closeSurvey(c, id),
	(c) => deleteAnswers(c, id),
	(c) => deleteSurvey(c, id),
	(c) => createOpenLink(c, id, { layout: 'page', variant: 'standard', dailyLimit: 10 }),
	(c) => createKioskLink(c, id, { layout: 'steps', variant: 'easy' }),
	(c) => createOneTimeLinks(c, id, 3),
	(c) => withdrawBatch(c, id, '00000000-0000-4000-8000-000000000000'),
	(c) => addAddresses(c, id, Buffer.from('a@example.org')),
	(c) => sendInvitations(c, id),
	(c) => remindAddresses(c, id),
	(c) => forgetAddresses(c, id)
];

test('surveys are run by the lead and who runs the region; the head only looks; for everybody else they do not exist', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	const elsewhere = await db.region();
	const stranger = await db.actor(elsewhere, 'administrator');
	const nobody: Actor = { ...systemActor, system: false };
	for (const command of everyCommand(scene, id)) {
		await expect(as(scene, scene.head, command)).rejects.toBeInstanceOf(Forbidden);
		for (const actor of [scene.member, scene.otherLead, scene.viewer, scene.researcher, nobody]) await expect(as(scene, actor, command)).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(elsewhere, stranger, command)).rejects.toBeInstanceOf(NotFound);
	}
	for (const actor of [scene.lead, scene.head, scene.coordinator, scene.administrator]) {
		expect((await as(scene, actor, (c) => surveyView(c, id))).mayRun).toBe(actor !== scene.head);
		expect(await as(scene, actor, listSurveys)).toHaveLength(1);
	}
	for (const actor of [scene.member, scene.otherLead, scene.viewer, nobody]) {
		await expect(as(scene, actor, (c) => surveyView(c, id))).rejects.toBeInstanceOf(NotFound);
		expect(await as(scene, actor, listSurveys)).toEqual([]);
	}
	for (const wrong of ["' or 1=1", '', scene.institution]) for (const command of everyCommand(scene, wrong)) await expect(as(scene, scene.lead, command)).rejects.toBeInstanceOf(NotFound);
	for (const actor of [scene.lead, scene.head, scene.member]) await expect(as(scene, actor, (c) => saveSurveySettings(c, { minimumGroup: 5, retentionMonths: 12, guardianRule: 'ask-before', contact: {}, revision: 0 }))).rejects.toBeInstanceOf(Forbidden);
});

test('a survey is made only for institutions that one runs, of this region, with what the questionnaire offers', async () => {
	const scene = await surveyScene(db);
	const foreign = await surveyScene(db);
	const make = (change: Parameters<typeof surveyInput>[1], actor: Actor = scene.lead) => as(scene, actor, (c) => createSurvey(c, surveyInput(scene, change)));
	await expect(make({ institutionId: foreign.institution })).rejects.toBeInstanceOf(NotFound);
	await expect(make({ institutionId: 'nothing' })).rejects.toBeInstanceOf(NotFound);
	await expect(make({ institutionId: scene.other })).rejects.toBeInstanceOf(Forbidden);
	for (const actor of [scene.head, scene.member, scene.viewer]) await expect(make({}, actor)).rejects.toBeInstanceOf(Forbidden);
	await expect(make({ questionnaireVersionId: foreign.versionId })).rejects.toBeInstanceOf(NotFound);
	const fields: [Parameters<typeof surveyInput>[1], string, string][] = [
		[{ name: { lv: ' ' } }, 'name_lv', 'survey_name_missing'],
		[{ closesAt: new Date('2026-11-20T06:00:00Z') }, 'closes_on', 'survey_closes_before_opening'],
		[{ eligible: 0 }, 'eligible', 'survey_eligible_wrong'],
		[{ eligible: 1.5 }, 'eligible', 'survey_eligible_wrong'],
		[{ target: '4' }, 'target', 'survey_target_wrong'],
		[{ target: '2,5' }, 'target', 'survey_target_wrong'],
		[{ languages: [] }, 'languages', 'survey_languages_missing'],
		[{ languages: ['lv', 'ru'] }, 'languages', 'survey_language_not_offered'],
		[{ variants: [] }, 'variants', 'survey_variants_missing'],
		[{ minimumGroup: 4 }, 'minimum_group', 'survey_minimum_group_wrong'],
		[{ minimumGroup: 51 }, 'minimum_group', 'survey_minimum_group_wrong']
	];
	for (const [change, field, code] of fields) await expect(make(change), code).rejects.toMatchObject({ fields: { [field]: { code } } });
	const { easy: _, ...onlyStandard } = sampleDocument().variants;
	const plain = await publishQuestionnaire(db, scene.regionId, sampleDocument({ id: 'plain', variants: onlyStandard }));
	await expect(make({ questionnaireVersionId: plain })).rejects.toMatchObject({ fields: { variants: { code: 'survey_variant_not_offered' } } });
});

test('a survey of a cycle belongs to an institution of that cycle; a coordinator makes it for all of them at once', async () => {
	const cycle = await openScene(db);
	const { regionId } = cycle;
	const versionId = await publishQuestionnaire(db, regionId);
	const plan = (change: object = {}) => ({ ...surveyInput({ institution: cycle.institution, versionId }), cycleId: cycle.cycleId, ...change });
	const ids = await db.as(regionId, cycle.coordinator, (c) => createSurveys(c, { ...plan(), institutionIds: [cycle.institution, cycle.other, cycle.other] }));
	expect(ids).toHaveLength(2);
	await db.as(regionId, cycle.lead, (c) => createSurvey(c, plan()));
	expect(await db.as(regionId, cycle.coordinator, (c) => surveysOfCycle(c, cycle.cycleId))).toHaveLength(3);
	expect(await db.as(regionId, cycle.otherLead, (c) => surveysOfCycle(c, cycle.cycleId))).toMatchObject([{ institutionId: cycle.other, cycleName: { en: 'Cycle' } }]);
	expect(await db.as(regionId, cycle.coordinator, (c) => surveysOfCycle(c, 'no-cycle'))).toEqual([]);
	const outside = await db.institution(regionId);
	const outsider = await db.actor(regionId, 'lead', outside);
	await expect(db.as(regionId, cycle.coordinator, (c) => createSurvey(c, plan({ institutionId: outside })))).rejects.toMatchObject({ fields: { cycle: { code: 'survey_cycle_without_institution' } } });
	await expect(db.as(regionId, outsider, (c) => createSurvey(c, plan({ institutionId: outside })))).rejects.toBeInstanceOf(NotFound);
	await expect(db.as(regionId, cycle.coordinator, (c) => createSurveys(c, { ...plan(), institutionIds: [] }))).rejects.toBeInstanceOf(Invalid);
});

test('two who close, two who edit and two who open: one does it', async () => {
	const scene = await surveyScene(db);
	const id = await madeSurvey(db, scene);
	const settled = async (work: (c: Context) => Promise<unknown>, code: string) => {
		const results = await Promise.allSettled([1, 2, 3].map(() => as(scene, scene.lead, work)));
		expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
		for (const r of results) if (r.status === 'rejected') expect(r.reason).toMatchObject({ code });
	};
	await settled((c) => editSurvey(c, id, 1, surveyInput(scene)), 'survey_changed_elsewhere');
	await settled((c) => openSurvey(c, id), 'survey_state');
	await settled((c) => closeSurvey(c, id), 'survey_state');
	const closings = await as(scene, 'system', ({ tx }) => tx.selectFrom('audit').select('id').where('action', '=', 'survey.closed').where('subject_id', '=', id).execute());
	expect(closings).toHaveLength(1);
});

test('a survey ends later, never earlier than it was said; closing now leaves an hour in which nothing is deleted', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await expect(as(scene, scene.lead, (c) => extendSurvey(c, id, new Date('2026-12-20T16:00:00Z')))).rejects.toMatchObject({ fields: { closes_on: { code: 'survey_end_not_later' } } });
	await as(scene, scene.lead, (c) => extendSurvey(c, id, new Date('2026-12-24T16:00:00Z')));
	await as(scene, scene.lead, (c) => closeSurvey(c, id));
	expect(await as(scene, scene.lead, (c) => surveyView(c, id))).toMatchObject({ state: 'closed', answering: 'grace', closedAt: new Date('2026-11-22T09:00:00Z') });
	for (const command of [deleteAnswers, deleteSurvey]) await expect(as(scene, scene.lead, (c) => command(c, id))).rejects.toMatchObject({ code: 'survey_still_answering' });
	const over = await madeSurvey(db, scene, { closesAt: new Date('2026-11-22T08:59:00Z') });
	await expect(as(scene, scene.lead, (c) => openSurvey(c, over))).rejects.toMatchObject({ code: 'survey_already_over' });
});

test('a survey opens only when every language of it says whom to tell about harm', async () => {
	const scene = await surveyScene(db);
	const id = await madeSurvey(db, scene, { contact: { lv: 'Zvaniet 116006', en: ' ' } });
	expect(await as(scene, scene.lead, (c) => surveyView(c, id))).toMatchObject({ contactMissing: ['en'] });
	await expect(as(scene, scene.lead, (c) => openSurvey(c, id))).rejects.toMatchObject({ status: 409, code: 'survey_contact_missing', params: { languages: 'en' } });
	await as(scene, scene.coordinator, (c) => saveSurveySettings(c, { minimumGroup: 5, retentionMonths: 12, guardianRule: 'ask-before', contact: { lv: 'Zvaniet 116006', en: 'Call 116006' }, revision: 0 }));
	const ruled = await madeSurvey(db, scene, { contact: {} });
	await as(scene, scene.lead, (c) => openSurvey(c, ruled));
	expect(await as(scene, 'system', (c) => readSurvey(c, id))).toMatchObject({ state: 'draft' });
});

test('a survey whose results are published cannot be deleted, even by an administrator; its answers can', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await setState(scene, id, 'closed');
	expect(await as(scene, scene.lead, (c) => surveyView(c, id))).toMatchObject({ published: false, actions: expect.arrayContaining(['delete', 'delete-answers']) });
	await as(scene, 'system', (c) => c.tx.insertInto('publication').values({ region_id: scene.regionId, survey_id: id, number: 1, reason: 'closed', document: '{}', sha256: '0'.repeat(64), published_at: c.now }).execute());
	for (const actor of [scene.lead, scene.coordinator, scene.administrator]) await expect(as(scene, actor, (c) => deleteSurvey(c, id))).rejects.toMatchObject({ status: 409, code: 'survey_published' });
	const view = await as(scene, scene.lead, (c) => surveyView(c, id));
	expect(view).toMatchObject({ state: 'closed', published: true });
	expect(view.actions).not.toContain('delete');
	await as(scene, scene.lead, (c) => deleteAnswers(c, id));
	expect(await as(scene, scene.lead, (c) => surveyView(c, id))).toMatchObject({ published: true, actions: [] });
	await expect(as(scene, scene.lead, (c) => deleteSurvey(c, id))).rejects.toMatchObject({ code: 'survey_published' });
});

test('deleting answers takes everything raw with it and leaves the survey; deleting the survey takes it out of sight', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	await as(scene, scene.lead, (c) => createOneTimeLinks(c, id, 4));
	await as(scene, scene.lead, (c) => storeResponse(c, id, paper));
	await as(scene, scene.lead, (c) => addAddresses(c, id, Buffer.from('a@example.org\nb@example.org')));
	expect(await as(scene, scene.lead, (c) => surveyView(c, id))).toMatchObject({ answers: 1, addresses: { waiting: 2, sent: 0 }, links: [{ kind: 'one-time', count: 4 }] });
	await setState(scene, id, 'closed');
	await as(scene, scene.lead, (c) => deleteAnswers(c, id));
	const left = await as(scene, 'system', async ({ tx }) => Promise.all((['survey_response', 'survey_text', 'survey_link', 'survey_address'] as const).map((table) => tx.selectFrom(table).select('survey_id').where('survey_id', '=', id).execute())));
	expect(left.flat()).toEqual([]);
	const view = await as(scene, scene.lead, (c) => surveyView(c, id));
	expect(view).toMatchObject({ answers: 0, answersDeletedAt: new Date('2026-11-22T09:00:00Z'), actions: ['delete'] });
	await expect(as(scene, scene.lead, (c) => deleteAnswers(c, id))).rejects.toBeInstanceOf(Conflict);
	await as(scene, scene.lead, (c) => deleteSurvey(c, id));
	await expect(as(scene, scene.lead, (c) => loadSurvey(c, id))).rejects.toBeInstanceOf(NotFound);
	expect(await as(scene, scene.lead, listSurveys)).toEqual([]);
});

test('links are kept as hashes only, in batches that can be withdrawn; a kiosk has one link and a PIN', async () => {
	const scene = await surveyScene(db);
	const id = await openedSurvey(db, scene);
	const lead = <T>(work: (c: Context) => Promise<T>) => as(scene, scene.lead, work);
	const open = await lead((c) => createOpenLink(c, id, { layout: 'page', variant: 'standard', dailyLimit: 100 }));
	expect(open).toMatch(new RegExp(`^${scene.regionId.slice(0, 8)}[0-9a-hjkmnp-tv-z]{16}$`));
	const tokens = await lead((c) => createOneTimeLinks(c, id, 3, { variant: 'easy', language: 'lv', layout: 'steps' }));
	expect(new Set(tokens).size).toBe(3);
	const first = await lead((c) => createKioskLink(c, id, { layout: 'steps', variant: 'easy' }));
	const second = await lead((c) => createKioskLink(c, id, { layout: 'steps', variant: 'easy' }));
	expect(second.pin).toMatch(/^\d{6}$/);
	expect(await lead((c) => kioskPinFits(c, id, `${second.pin.slice(0, 3)} ${second.pin.slice(3)}`))).toBe(true);
	expect(await lead((c) => kioskPinFits(c, id, first.pin === second.pin ? 'x' : first.pin))).toBe(false);
	const { links } = await lead((c) => surveyView(c, id));
	expect(links.map(({ kind, count, withdrawnOn }) => `${kind} ${count} ${withdrawnOn}`).sort()).toEqual(['kiosk 1 2026-11-22', 'kiosk 1 null', 'one-time 3 null', 'open 1 null']);
	const letters = links.find(({ kind }) => kind === 'one-time');
	await lead((c) => withdrawBatch(c, id, letters?.batch ?? ''));
	await expect(lead((c) => withdrawBatch(c, id, letters?.batch ?? ''))).rejects.toBeInstanceOf(NotFound);
	const dump = await as(scene, 'system', async ({ tx }) => JSON.stringify(await Promise.all([tx.selectFrom('survey_link').selectAll().execute(), tx.selectFrom('audit').selectAll().execute(), tx.selectFrom('survey').selectAll().execute()])));
	for (const secret of [open, ...tokens, first.token, second.token, `"${second.pin}"`]) expect(dump).not.toContain(secret);
	await expect(lead((c) => createOneTimeLinks(c, id, 0))).rejects.toMatchObject({ fields: { count: { code: 'survey_count_wrong' } } });
	await expect(lead((c) => createOneTimeLinks(c, id, 2001))).rejects.toBeInstanceOf(Invalid);
	await expect(lead((c) => createOneTimeLinks(c, id, 1, { language: 'ru' }))).rejects.toMatchObject({ fields: { language: { code: 'survey_language_not_offered' } } });
	await expect(lead((c) => createOpenLink(c, id, { layout: 'page', variant: 'standard', dailyLimit: 0 }))).rejects.toBeInstanceOf(Invalid);
});

test('the region\'s rules hold for new surveys; two who save them save once', async () => {
	const scene = await surveyScene(db);
	const rules = { minimumGroup: 3, retentionMonths: 24, guardianRule: 'held-by-institution' as const, contact: {} };
	expect(await as(scene, scene.member, surveySettings)).toMatchObject({ minimumGroup: 5, retentionMonths: 12, guardianRule: 'ask-before', revision: 0 });
	const saved = await Promise.allSettled([1, 2].map(() => as(scene, scene.administrator, (c) => saveSurveySettings(c, { ...rules, revision: 0 }))));
	expect(saved.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
	await as(scene, scene.coordinator, (c) => saveSurveySettings(c, { ...rules, retentionMonths: 6, revision: 1 }));
	expect(await as(scene, 'system', surveySettings)).toMatchObject({ retentionMonths: 6, revision: 2 });
	for (const wrong of [{ minimumGroup: 2 }, { minimumGroup: 3.5 }, { retentionMonths: 0 }, { retentionMonths: 121 }]) await expect(as(scene, scene.coordinator, (c) => saveSurveySettings(c, { ...rules, ...wrong, revision: 2 }))).rejects.toBeInstanceOf(Invalid);
});

test('a lead is told of drafts, of surveys that end soon and of those with too few answers; nobody else is', async () => {
	const scene = await surveyScene(db);
	const draft = await madeSurvey(db, scene, { closesAt: new Date('2027-01-20T16:00:00Z') });
	const low = await openedSurvey(db, scene, { closesAt: new Date('2026-11-29T16:00:00Z') });
	const ending = await openedSurvey(db, scene, { closesAt: new Date('2026-11-24T16:00:00Z') });
	await openedSurvey(db, scene);
	await as(scene, scene.lead, (c) => storeResponses(c, ending, Array.from({ length: 5 }, () => paper)));
	expect((await as(scene, scene.lead, surveysInNeed)).map(({ id, need }) => [id, need])).toEqual([[ending, 'ending'], [low, 'low'], [draft, 'draft']]);
	for (const actor of [scene.head, scene.otherLead, scene.coordinator, scene.member]) expect(await as(scene, actor, surveysInNeed)).toEqual([]);
	expect(await as(scene, scene.head, (c) => surveysOfInstitution(c, scene.institution))).toHaveLength(4);
	for (const actor of [scene.otherLead, scene.member]) expect(await as(scene, actor, (c) => surveysOfInstitution(c, scene.institution))).toEqual([]);
});
