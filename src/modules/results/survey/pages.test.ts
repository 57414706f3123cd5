import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { systemActor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { InstitutionId, PersonId, QuestionnaireVersionId, RegionId, SurveyId } from '#platform/ids.ts';
import { seedCycle, seedVersion } from '../../../../bench/seed.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import type { AssessmentState } from '../../assessment/index.ts';
import { loadLibrary } from '../../methodology/index.ts';
import { choicesOf, closedQuestions, createSurvey, loadQuestionnaireLibrary, openSurvey, storeResponses, type NewResponse, type QuestionnaireDocument } from '../../survey/index.ts';
import { madeSurvey, openedSurvey, publishQuestionnaire, surveyScene } from '../../survey/running/testing.ts';
import { perceptionGaps, perceptionOf, profileJson, publish, publishedSurveys, regionSurveys, surveyResults } from '../index.ts';

const db = useDatabase();
const nobody: Actor = { ...systemActor, system: false };

describe('results of one survey', () => {
	const answers = (count: number, of: (i: number) => readonly (number | null)[] = (i) => [(i % 3) + 1, ((i * 2) % 3) + 1, (i % 2) + 1, i % 7, (i % 3) + 1, (i % 3) + 1]): NewResponse[] =>
		Array.from({ length: count }, (_, i) => ({ variant: 'standard', channel: 'paper', assisted: 'no', choices: of(i), texts: {} }));
	const setClosed = (regionId: RegionId, id: SurveyId) => db.as(regionId, 'system', ({ tx }) => tx.updateTable('survey').set({ state: 'closed', opens_at: new Date('2026-10-01T00:00:00Z'), closed_at: new Date('2026-11-20T08:00:00Z') }).where('id', '=', id).execute());

	test('wait until something is published; then show the newest publication, and earlier ones on request', async () => {
		const scene = await surveyScene(db);
		const as = <T>(actor: Actor | 'system', work: (c: Context) => Promise<T>) => db.as(scene.regionId, actor, work);
		const draft = await madeSurvey(db, scene);
		expect(await as(scene.lead, (c) => surveyResults(c, draft))).toMatchObject({ shown: null, publications: [], rights: { publish: null } });
		const id = await openedSurvey(db, scene, { eligible: 40, target: '2.0' });
		await as('system', (c) => storeResponses(c, id, answers(12)));
		expect(await as(scene.lead, (c) => surveyResults(c, id))).toMatchObject({ shown: null, rights: { publish: 'interim', survey: true, texts: false } });
		await as(scene.lead, (c) => publish(c, id, 'interim'));
		await as('system', (c) => storeResponses(c, id, answers(8)));
		const first = await as(scene.viewer, (c) => surveyResults(c, id));
		// Eight more have answered, and nothing of it is told.
		expect(first).toMatchObject({ shown: { number: 1, reason: 'interim', responses: 12, eligible: 40, responseRate: 0.3, previousCycle: null }, rights: { publish: null, survey: false, texts: false } });
		await setClosed(scene.regionId, id);
		expect((await as(scene.coordinator, (c) => surveyResults(c, id))).rights).toEqual({ publish: 'closed', survey: true, texts: true, rows: false });
		expect((await as(scene.researcher, (c) => surveyResults(c, id))).rights).toEqual({ publish: null, survey: false, texts: false, rows: true });
		await as(scene.lead, (c) => publish(c, id, 'closed'));
		const last = await as(scene.lead, (c) => surveyResults(c, id));
		expect(last).toMatchObject({ publications: [{ number: 2, reason: 'closed' }, { number: 1, reason: 'interim' }], shown: { number: 2, responses: 20 }, rights: { publish: null } });
		expect((await as(scene.lead, (c) => surveyResults(c, id, 1))).shown).toEqual({ ...first.shown });
		await expect(as(scene.lead, (c) => surveyResults(c, id, 3))).rejects.toBeInstanceOf(NotFound);
	});

	test('show figures, groups, target and reasons; the easy variant is by itself', async () => {
		const scene = await surveyScene(db);
		const id = await openedSurvey(db, scene, { eligible: 40, target: '2.0' });
		await db.as(scene.regionId, 'system', (c) => storeResponses(c, id, answers(20)));
		await setClosed(scene.regionId, id);
		await db.as(scene.regionId, scene.lead, (c) => publish(c, id, 'closed'));
		const { shown } = await db.as(scene.regionId, scene.lead, (c) => surveyResults(c, id));
		const [standard, easy] = shown?.variants ?? [];
		expect(standard).toMatchObject({ variant: 'standard', responses: 20, hidden: null });
		const [battery] = standard?.batteries ?? [];
		expect(battery).toMatchObject({ id: 'care', range: { low: 1, high: 3 } });
		expect(battery?.questions.map(({ id: question, reversed, figures }) => [question, reversed, figures.kind])).toEqual([['kind-staff', false, 'scale'], ['long-wait', true, 'scale']]);
		expect(standard?.others.map(({ id: question, figures }) => [question, figures.kind])).toEqual([['service', 'choices'], ['visits', 'number'], ['helped', 'choices'], ['activities', 'choices']]);
		expect(standard?.groupings.map(({ by }) => by)).toEqual(expect.arrayContaining(['service']));
		expect(easy).toMatchObject({ variant: 'easy', responses: null, hidden: 'too-few', index: null });
		expect(JSON.stringify(easy)).not.toMatch(/"mean":\d|"counts":\[\d/);
	});

	test('are listed once published, for those who may see them', async () => {
		const [scene, elsewhere] = [await surveyScene(db), await surveyScene(db)];
		const listed = (actor: Parameters<typeof db.as>[1], regionId = scene.regionId) => db.as(regionId, actor, publishedSurveys);
		const id = await openedSurvey(db, scene);
		await openedSurvey(db, scene);
		await db.as(scene.regionId, 'system', (c) => storeResponses(c, id, answers(12)));
		expect(await listed(scene.viewer)).toEqual([]);
		await db.as(scene.regionId, scene.lead, (c) => publish(c, id, 'interim'));
		for (const actor of [scene.viewer, scene.researcher, scene.member, scene.head, scene.lead, scene.coordinator]) expect(await listed(actor)).toMatchObject([{ id, audience: 'clients', interim: true, cycle: null }]);
		for (const actor of [scene.otherLead, nobody]) expect(await listed(actor)).toEqual([]);
		expect(await listed(elsewhere.administrator, elsewhere.regionId)).toEqual([]);
	});

	test('are for those who may see figures; others, other regions and nonsense find nothing', async () => {
		const [scene, elsewhere] = [await surveyScene(db), await surveyScene(db)];
		const id = await openedSurvey(db, scene);
		for (const actor of [scene.lead, scene.head, scene.member, scene.viewer, scene.researcher, scene.coordinator, scene.administrator]) expect((await db.as(scene.regionId, actor, (c) => surveyResults(c, id))).survey.id).toBe(id);
		for (const actor of [scene.otherLead, nobody]) await expect(db.as(scene.regionId, actor, (c) => surveyResults(c, id))).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(elsewhere.regionId, elsewhere.administrator, (c) => surveyResults(c, id))).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(elsewhere.regionId, 'system', (c) => surveyResults(c, id))).rejects.toBeInstanceOf(NotFound);
		for (const wrong of ['x', "' or 1=1 --", '00000000-0000-4000-8000-000000000000']) await expect(db.as(scene.regionId, scene.lead, (c) => surveyResults(c, wrong))).rejects.toBeInstanceOf(NotFound);
		await db.as(scene.regionId, 'system', ({ tx }) => tx.updateTable('survey').set({ state: 'deleted' }).where('id', '=', id).execute());
		await expect(db.as(scene.regionId, scene.lead, (c) => surveyResults(c, id))).rejects.toBeInstanceOf(NotFound);
	});
});

describe('surveys of a cycle', () => {
	let region: RegionId;
	let own: InstitutionId;
	let others: InstitutionId[];
	let coordinator: Actor & { personId: PersonId };
	let lead: Actor;
	let cycle: { now: string; before: string };
	let assessments: Record<AssessmentState, string>;
	const versions = new Map<string, { id: QuestionnaireVersionId; document: QuestionnaireDocument }>();

	/** Everybody chooses about the same place on every scale (0 worst, 1 best); reversed questions are answered the other way. */
	const responses = (document: QuestionnaireDocument, count: number, mood: number): NewResponse[] =>
		Array.from({ length: count }, (_, i) => ({
			variant: 'standard',
			channel: 'paper',
			assisted: 'no',
			texts: {},
			choices: closedQuestions(document.variants.standard).map((question, q) => {
				if (question.kind === 'number') return question.min;
				const valued = choicesOf(document.variants.standard, question).filter(({ value }) => value !== null).length || 1;
				const wobble = ((i * 7 + q * 13 + i * q * 5) % 11) / 10 - 0.5;
				const place = Math.min(valued, Math.max(1, Math.round(1 + mood * (valued - 1) + wobble * 2.4)));
				return question.kind === 'scale' && question.reversed ? valued + 1 - place : place;
			})
		}));

	async function held(audience: string, institutionId: InstitutionId, cycleId: string, count: number, mood: number, more: { target?: string; published?: boolean } = {}): Promise<SurveyId> {
		const version = versions.get(audience);
		if (!version) throw new Error(`The library has no questionnaire for ${audience}`);
		return db.as(region, 'system', async (context) => {
			const opensAt = new Date('2026-10-01T06:00:00Z');
			const id = await createSurvey(context, { institutionId, cycleId, questionnaireVersionId: version.id, opensAt, closesAt: new Date('2026-12-20T16:00:00Z'), eligible: 60, target: more.target ?? '4.0', languages: ['lv'], variants: ['standard'], contact: { lv: 'Tālrunis 116006' } });
			await openSurvey(context, id);
			await storeResponses(context, id, responses(version.document, count, mood));
			if (more.published === false) return id;
			await context.tx.updateTable('survey').set({ state: 'closed', closed_at: new Date('2026-11-20T08:00:00Z') }).where('id', '=', id).execute();
			await publish(context, id, 'closed');
			return id;
		});
	}

	beforeAll(async () => {
		region = await db.region();
		own = await db.institution(region, 'own');
		others = [await db.institution(region, 'second'), await db.institution(region, 'third'), await db.institution(region, 'fourth')];
		coordinator = await db.actor(region, 'coordinator');
		lead = await db.actor(region, 'lead', own);
		const methodology = (await loadLibrary()).find(({ id }) => id === 'caf-social-services');
		if (!methodology) throw new Error('The library has no CAF methodology');
		const versionId = await db.as(region, 'system', (c) => seedVersion(c, methodology));
		for (const document of await loadQuestionnaireLibrary()) versions.set(document.audience, { id: await publishQuestionnaire(db, region, document), document });
		const seed = (previousCycleId: string | null, institutions: InstitutionId[], state: AssessmentState) =>
			db.as(region, 'system', async (c) => {
				const made = await seedCycle(c, { document: methodology, versionId, mode: 'classical', institutionIds: institutions, coordinatorId: coordinator.personId, assessors: [], previousCycleId, state: () => state, judge: () => null });
				await c.tx.insertInto('cycle_institution').values(institutions.map((institution_id) => ({ region_id: region, cycle_id: made.cycleId, institution_id }))).execute();
				return made;
			});
		const before = await seed(null, [own, ...others], 'signed');
		const now = await seed(before.cycleId, [own, ...others], 'signed');
		const waiting = await seed(null, [own], 'scoring');
		cycle = { before: before.cycleId, now: now.cycleId };
		assessments = { signed: now.assessmentIds[0] ?? '', scoring: waiting.assessmentIds[0] ?? '', consensus: '', proposed: '' };
		await held('clients', own, before.cycleId, 30, 0.4);
		await held('clients', own, now.cycleId, 30, 0.85);
		await held('managers', own, now.cycleId, 3, 0.9);
		await held('staff', own, now.cycleId, 20, 0.35);
		await held('relatives', own, now.cycleId, 12, 0.5, { published: false });
		for (const [i, institution] of others.entries()) await held('clients', institution, now.cycleId, i === 2 ? 3 : 20, 0.5 + i / 10);
	});

	const facts = (actor: Actor | 'system', cycleId = cycle.now, institutionId: string = own) => db.as(region, actor, (c) => perceptionOf(c, { institutionId, cycleId }));

	test('speak beside the results that the methodology feeds from them: target, trend, and no figure where there is none', async () => {
		const found = await facts(lead);
		expect(found.map(({ nodeId, audience }) => [nodeId, audience])).toEqual(expect.arrayContaining([['6.1', 'clients'], ['6.1', 'relatives'], ['7.1', 'staff'], ['7.1', 'managers']]));
		expect(found).toHaveLength(4);
		const of = (audience: string) => found.find((fact) => fact.audience === audience);
		expect(of('clients')).toMatchObject({ responses: 30, eligible: 60, responseRate: 0.5, noFigure: null, target: { value: 4, outcome: 'reached' }, trend: { kind: 'compared', outcome: 'better' } });
		expect(of('staff')).toMatchObject({ target: { outcome: 'missed' }, trend: { kind: 'blank', reason: 'no-previous' } });
		expect(of('managers')).toMatchObject({ index: null, noFigure: 'too-few', target: null, questions: null, trend: { kind: 'blank' } });
		expect(of('relatives')).toMatchObject({ publication: null, index: null, noFigure: 'not-published', responses: null });
		expect(JSON.stringify([of('managers'), of('relatives')])).not.toMatch(/"mean":\d/);
	});

	test('stand in the profile’s JSON as facts, never as points', async () => {
		const json = JSON.parse(await db.as(region, lead, (c) => profileJson(c, assessments.signed))) as { perception: { node: string; audience: string; mean: { value: number } | null; noFigure: string | null }[] };
		expect(json.perception).toHaveLength(4);
		for (const { mean } of json.perception) if (mean) expect(mean.value >= 1 && mean.value <= 5).toBe(true);
		expect(json.perception.find(({ audience }) => audience === 'managers')).toMatchObject({ node: '7.1', mean: null, noFigure: 'too-few' });
	});

	test('show where people see the same thing differently, widest clear difference first', async () => {
		const page = await db.as(region, lead, (c) => perceptionGaps(c, assessments.signed));
		expect(page).toMatchObject({ waiting: null, reader: 'inside' });
		expect(page.voices.map(({ audience }) => audience)).toEqual(['clients', 'staff']);
		expect(page.silent.map(({ audience, reason }) => [audience, reason])).toEqual(expect.arrayContaining([['managers', 'too-few'], ['relatives', 'not-published']]));
		expect(page.gaps.length).toBeGreaterThan(3);
		expect(page.gaps[0]?.widest).toMatchObject({ higher: 'clients', lower: 'staff', clear: true });
		const order = page.gaps.map(({ widest }) => [widest.clear ? 1 : 0, widest.difference.difference] as const);
		for (const [i, [clear, width]] of order.entries()) {
			const [before, wider] = order[i - 1] ?? [1, Number.POSITIVE_INFINITY];
			expect(before > clear || (before === clear && wider >= width)).toBe(true);
		}
		for (const gap of page.gaps) expect(gap.views.length).toBeGreaterThan(1);
	});

	test('are set side by side for those who run the region, and its mean leaves out whoever is hidden', async () => {
		const { groups } = await db.as(region, coordinator, (c) => regionSurveys(c, cycle.now));
		const clients = groups.find(({ audience }) => audience === 'clients');
		expect(clients?.rows.map(({ index, answers, noFigure }) => [index !== null, answers, noFigure])).toEqual(expect.arrayContaining([[true, 30, null], [true, 20, null], [false, 3, 'too-few']]));
		const means = clients?.rows.flatMap(({ index }) => (index ? [index.mean] : [])) ?? [];
		expect(clients?.summary).toMatchObject({ institutions: 3 });
		expect(clients?.summary?.mean).toBeCloseTo(means.reduce((a, b) => a + b, 0) / 3, 10);
		expect(groups.find(({ audience }) => audience === 'staff')?.summary).toBeNull();
	});

	test('wait like the profile, and are hidden from everybody else', async () => {
		const elsewhere = await db.region();
		const stranger = await db.actor(elsewhere, 'administrator');
		const otherLead = await db.actor(region, 'lead', others[0]);
		const viewer = await db.actor(region, 'viewer', own);
		expect(await db.as(region, lead, (c) => perceptionGaps(c, assessments.scoring))).toMatchObject({ waiting: 'not-opened', gaps: [], voices: [] });
		expect(await db.as(region, coordinator, (c) => perceptionGaps(c, assessments.scoring))).toMatchObject({ waiting: 'not-signed', gaps: [] });
		expect((await facts(viewer)).length).toBe(4);
		for (const actor of [otherLead, nobody]) {
			await expect(facts(actor)).rejects.toBeInstanceOf(NotFound);
			await expect(db.as(region, actor, (c) => perceptionGaps(c, assessments.signed))).rejects.toBeInstanceOf(NotFound);
		}
		for (const actor of [lead, otherLead, viewer, nobody]) await expect(db.as(region, actor, (c) => regionSurveys(c, cycle.now))).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(elsewhere, stranger, (c) => perceptionOf(c, { institutionId: own, cycleId: cycle.now }))).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(elsewhere, stranger, (c) => perceptionGaps(c, assessments.signed))).rejects.toBeInstanceOf(NotFound);
		await expect(db.as(elsewhere, stranger, (c) => regionSurveys(c, cycle.now))).rejects.toBeInstanceOf(NotFound);
		for (const wrong of ['x', "' or 1=1 --"]) {
			await expect(facts(lead, wrong)).rejects.toBeInstanceOf(NotFound);
			await expect(facts('system', cycle.now, wrong)).rejects.toBeInstanceOf(NotFound);
			await expect(db.as(region, lead, (c) => perceptionGaps(c, wrong))).rejects.toBeInstanceOf(NotFound);
			await expect(db.as(region, coordinator, (c) => regionSurveys(c, wrong))).rejects.toBeInstanceOf(NotFound);
		}
	});

	test('cost the same however many have answered: publications are read, never answers', async () => {
		await db.as(region, 'system', async ({ tx }) => {
			await tx.deleteFrom('survey_response').where('region_id', '=', region).execute();
		});
		expect((await facts(lead)).find(({ audience }) => audience === 'clients')).toMatchObject({ responses: 30 });
	});
});
