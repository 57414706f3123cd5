import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import type { InstitutionId, PersonId, ProjectId, RegionId } from '#platform/ids.ts';
import type { TestDatabase } from '../../../../tests/support/database.ts';
import type { ProjectState } from '../lifecycle.ts';
import type { ProjectDocument } from '../model.ts';
import { createProject, emptyDocument, saveDraft, takeStep, type ProjectStep } from './index.ts';

type Person = Actor & { personId: PersonId };

/** A small complete document: a lead that is an institution of the region, an external partner, shares, a budget, a plan. */
export const sampleProject = (institutionId: string | null, change: Partial<ProjectDocument> = {}): ProjectDocument => ({
	...emptyDocument(),
	title: { lv: 'Dienas centri', lt: 'Dienos centrai', en: 'Day centres' },
	acronym: 'DayCare',
	codes: [{ scheme: 'interreg', value: 'LLI-999' }],
	programme: { name: { en: 'Interreg V-A Latvia–Lithuania' }, priority: { en: 'Social inclusion' }, objective: null },
	period: { from: '2025-03-01', to: '2027-02-28', precision: 'day', months: 24 },
	funds: [
		{ key: 'erdf', name: { en: 'ERDF' }, kind: 'eu' },
		{ key: 'own', name: { en: 'Own contribution' }, kind: 'own' }
	],
	partners: [
		{ key: 'lead', role: 'lead', name: { en: 'Lead partner' }, country: 'LV', institutionId, municipalityId: null, from: null, to: null },
		{ key: 'north', role: 'partner', name: { en: 'Northern partner' }, country: 'LT', institutionId: null, municipalityId: null, from: null, to: null }
	],
	shares: [
		{ partner: null, total: '100000.00', funds: [{ fund: 'erdf', amount: '85000.00', rate: '85' }] },
		{ partner: 'lead', total: '60000.00', funds: [{ fund: 'erdf', amount: '51000.00', rate: '85' }] },
		{ partner: 'north', total: '40000.00', funds: [{ fund: 'erdf', amount: '34000.00', rate: '85' }] }
	],
	lines: [
		{ key: 'staff', name: { en: 'Staff' }, flatRate: null },
		{ key: 'office', name: { en: 'Office' }, flatRate: { of: 'staff', percent: '15' } },
		{ key: 'equipment', name: { en: 'Equipment' }, flatRate: null }
	],
	periods: [
		{ key: 'p1', name: { en: 'Period 1' }, from: '2025-03-01', to: '2025-08-31' },
		{ key: 'p2', name: { en: 'Period 2' }, from: '2025-09-01', to: '2027-02-28' }
	],
	budget: [
		{ partner: 'lead', line: 'staff', fund: 'erdf', period: 'p1', amount: '51000.00', kind: 'real' },
		{ partner: 'lead', line: 'staff', fund: 'own', period: 'p1', amount: '9000.00', kind: 'real' },
		{ partner: 'north', line: 'equipment', fund: 'erdf', period: 'p2', amount: '34000.00', kind: 'real' },
		{ partner: 'north', line: 'equipment', fund: 'own', period: 'p2', amount: '6000.00', kind: 'real' }
	],
	groups: [{ key: 'seniors', kind: 'seniors', name: { en: 'Seniors' }, planned: 120 }],
	objectives: [{ key: 'closer', text: { en: 'Services closer to home' } }],
	packages: [
		{
			key: 'w1',
			title: { en: 'Learning' },
			activities: [{ key: 'a1', title: { en: 'Exchange visits' }, partner: 'lead', from: '2025-04-01', to: '2026-04-30', deliverables: [{ key: 'd1', title: { en: 'Visits' }, unit: { en: 'visit' }, planned: 8, due: '2026-04-30' }] }]
		}
	],
	indicators: [{ key: 'people', kind: 'result', code: 'R1', name: { en: 'People who benefit' }, unit: { en: 'person' }, baseline: '0', baselineOn: '2025-03-01', target: '706', atLeast: true }],
	objects: [{ key: 'centre', partner: 'lead', place: { en: 'Town' }, municipalityId: null, ownership: 'municipality', what: { en: 'Day centre' }, quantity: 1, cost: '20000.00' }],
	documents: [{ key: 'agreement', kind: 'agreement', title: 'Agreement', issuedOn: '2025-02-01', address: null, fileId: null }],
	sources: { 'shares/-/total': { document: 'agreement', place: 'page 2' } },
	...change
});

export interface ProjectScene {
	readonly regionId: RegionId;
	/** The lead partner's institution, and one that is no partner. */
	readonly institution: InstitutionId;
	readonly outside: InstitutionId;
	readonly manager: Person;
	readonly coordinator: Person;
	readonly administrator: Person;
	readonly viewer: Person;
	readonly partner: Person;
	readonly partnerLead: Person;
	readonly partnerHead: Person;
	readonly member: Person;
	readonly outsider: Person;
	readonly researcher: Person;
}

/** A region with two institutions and people in every role that matters to projects; no project yet. */
export async function projectScene(db: TestDatabase): Promise<ProjectScene> {
	const regionId = await db.region();
	const [institution, outside] = [await db.institution(regionId), await db.institution(regionId)];
	return {
		regionId,
		institution,
		outside,
		manager: await db.actor(regionId, 'project-manager'),
		coordinator: await db.actor(regionId, 'coordinator'),
		administrator: await db.actor(regionId, 'administrator'),
		viewer: await db.actor(regionId, 'viewer'),
		partner: await db.actor(regionId, 'project-manager', institution),
		partnerLead: await db.actor(regionId, 'lead', institution),
		partnerHead: await db.actor(regionId, 'head', institution),
		member: await db.actor(regionId, 'member', institution),
		outsider: await db.actor(regionId, 'project-manager', outside),
		researcher: await db.actor(regionId, 'researcher')
	};
}

const way: Record<ProjectState, readonly ProjectStep[]> = {
	idea: [],
	concept: ['conceive'],
	application: ['apply'],
	approved: ['approve'],
	running: ['approve', 'start'],
	modified: ['approve', 'start', 'modify'],
	completed: ['approve', 'start', 'complete'],
	closed: ['approve', 'start', 'complete', 'close']
};

/** A project of the sample document (or another), led to a state by the steps of its life. */
export async function madeProject(db: TestDatabase, scene: Pick<ProjectScene, 'regionId' | 'institution' | 'manager'>, state: ProjectState = 'running', document: ProjectDocument = sampleProject(scene.institution)): Promise<ProjectId> {
	return db.as(scene.regionId, scene.manager, async (context) => {
		const id = await createProject(context, { title: document.title });
		await saveDraft(context, id, 1, document);
		for (const step of way[state]) await walk(context, id, step, document);
		return id;
	});
}

async function walk(context: Context, id: ProjectId, step: ProjectStep, document: ProjectDocument): Promise<void> {
	if (step === 'modify') await saveDraft(context, id, 1, { ...document, acronym: `${document.acronym ?? ''}+` });
	await takeStep(context, id, step, { inForceFrom: '2025-02-01', ...(step === 'modify' ? { reason: 'A partner asked for it' } : {}) });
}
