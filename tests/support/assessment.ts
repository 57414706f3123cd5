import type { Actor } from '#platform/access.ts';
import type { AssessmentId, AssessorId, CycleId, InstitutionId, PersonId, RegionId } from '#platform/ids.ts';
import { addAssessor, createCycle, openCycle, type CycleInput } from '#modules/assessment/index.ts';
import { canonicalText, hashOfText, MethodologyDocument, type MethodologyNodeInput } from '#modules/methodology/index.ts';
import type { TestDatabase } from './database.ts';

type Person = Actor & { personId: PersonId };

const title = (text: string) => ({ lv: `${text} lv`, lt: `${text} lt`, en: text });
const levels = [title('none yet'), title('all there')];
const dimension = (name: string) => ({ title: title(name), text: title(`about ${name}`), levels });
const criterion = (id: string, evaluator: string, children: string[]): MethodologyNodeInput => ({
	id,
	kind: 'criterion',
	title: title(`Criterion ${id}`),
	children: children.map((child): MethodologyNodeInput => ({ id: child, kind: 'sub-criterion', title: title(`Sub-criterion ${child}`), evaluator, children: [{ id: `${child}.a`, kind: 'requirement', text: title(`Requirement ${child}`) }] }))
});

/** A small methodology with two modes: five scored nodes, three of them in phases and two by trend and target when fine-tuned. */
export const smallMethodology = MethodologyDocument.parse({
	format: 'socquality-methodology/1',
	id: 'small',
	version: '1.0.0',
	languages: ['lv', 'lt', 'en'],
	title: title('Small methodology'),
	description: title('For tests'),
	adaptation: title('Invented for tests'),
	modes: [
		{ id: 'classical', title: title('Classical'), text: title('One number') },
		{ id: 'fine', title: title('Fine-tuned'), text: title('Phases') }
	],
	scales: { percent: { min: 0, max: 100, levels: [{ from: 0, to: 50, name: title('low') }, { from: 51, to: 100, name: title('high') }] } },
	evaluators: {
		enabler: {
			classical: { kind: 'points', scale: 'percent', text: title('judge'), levels },
			fine: { kind: 'phases', scale: 'percent', text: title('judge'), phases: { plan: dimension('plan'), do: dimension('do'), check: dimension('check'), act: dimension('act') } }
		},
		result: {
			classical: { kind: 'points', scale: 'percent', text: title('judge'), levels },
			fine: { kind: 'trend-target', scale: 'percent', text: title('judge'), trend: dimension('trend'), target: dimension('target') }
		}
	},
	nodes: [criterion('1', 'enabler', ['1.1', '1.2', '1.3']), criterion('2', 'result', ['2.1', '2.2'])]
});

/** Puts a methodology into the region as a published version and returns its id. */
export async function publish(db: TestDatabase, regionId: RegionId, document: MethodologyDocument = smallMethodology): Promise<string> {
	const text = canonicalText(document);
	const row = await db.as(regionId, 'system', ({ tx, now }) =>
		tx
			.insertInto('methodology_version')
			.values({ region_id: regionId, slug: document.id, version: document.version, sha256: hashOfText(text), document: text, published_at: now })
			.returning('id')
			.executeTakeFirstOrThrow()
	);
	return row.id;
}

export interface Scene {
	readonly regionId: RegionId;
	readonly versionId: string;
	readonly cycleId: CycleId;
	/** The institution that scores, and another one of the same cycle. */
	readonly institution: InstitutionId;
	readonly other: InstitutionId;
	readonly assessmentId: AssessmentId;
	readonly otherAssessmentId: AssessmentId;
	readonly coordinator: Person;
	readonly administrator: Person;
	readonly lead: Person;
	readonly head: Person;
	readonly member: Person;
	readonly colleague: Person;
	readonly evaluator: Person;
	readonly otherLead: Person;
	readonly otherMember: Person;
	/** Assessors of the first institution; `paper` works on paper. */
	readonly assessors: { readonly member: AssessorId; readonly colleague: AssessorId; readonly evaluator: AssessorId; readonly paper: AssessorId; readonly otherMember: AssessorId };
}

/** The input of a cycle over two institutions, open from today on. */
export const cycleInput = (versionId: string, institutionIds: readonly string[], change: Partial<CycleInput> = {}): CycleInput => ({
	name: { lv: 'Cikls', en: 'Cycle' },
	methodology: { versionId },
	mode: 'classical',
	institutionIds,
	startsOn: '2026-11-01',
	endsOn: '2026-12-20',
	previousCycleId: null,
	...change
});

/** An open cycle of two institutions with people in every role; nobody has scored yet. */
export async function openScene(db: TestDatabase, mode = 'classical'): Promise<Scene> {
	const regionId = await db.region();
	const [institution, other, versionId] = [await db.institution(regionId), await db.institution(regionId), await publish(db, regionId)];
	const coordinator = await db.actor(regionId, 'coordinator');
	const administrator = await db.actor(regionId, 'administrator');
	const [lead, head, member, colleague, paperMember] = [
		await db.actor(regionId, 'lead', institution),
		await db.actor(regionId, 'head', institution),
		await db.actor(regionId, 'member', institution),
		await db.actor(regionId, 'member', institution),
		await db.actor(regionId, 'member', institution)
	];
	const evaluator = await db.actor(regionId, 'evaluator', institution);
	const [otherLead, otherMember] = [await db.actor(regionId, 'lead', other), await db.actor(regionId, 'member', other)];
	const cycleId = await db.as(regionId, coordinator, (c) => createCycle(c, cycleInput(versionId, [institution, other], { mode })));
	await db.as(regionId, coordinator, (c) => openCycle(c, cycleId));
	const assessments = await db.as(regionId, 'system', ({ tx }) => tx.selectFrom('assessment').select(['id', 'institution_id']).where('cycle_id', '=', cycleId).execute());
	const idOf = (institutionId: string) => assessments.find((a) => a.institution_id === institutionId)?.id as AssessmentId;
	const [assessmentId, otherAssessmentId] = [idOf(institution), idOf(other)];
	const add = (actor: Actor, assessment: string, personId: string, kind: 'member' | 'evaluator', onPaper: boolean) => db.as(regionId, actor, (c) => addAssessor(c, assessment, { personId, kind, onPaper }));
	const assessors = {
		member: await add(lead, assessmentId, member.personId, 'member', false),
		colleague: await add(lead, assessmentId, colleague.personId, 'member', false),
		evaluator: await add(lead, assessmentId, evaluator.personId, 'evaluator', false),
		paper: await add(lead, assessmentId, paperMember.personId, 'member', true),
		otherMember: await add(otherLead, otherAssessmentId, otherMember.personId, 'member', false)
	};
	return { regionId, versionId, cycleId, institution, other, assessmentId, otherAssessmentId, coordinator, administrator, lead, head, member, colleague, evaluator, otherLead, otherMember, assessors };
}

/** An answer as a form would bring it, changed where a test needs it. */
export const answer = (nodeId: string, change: Partial<Parameters<typeof import('#modules/assessment/index.ts').saveScore>[3]> = {}) => ({
	nodeId,
	revision: 0,
	judgement: 'judged' as const,
	values: { score: 40 },
	reason: '',
	strengths: '',
	improvements: '',
	evidenceIds: [],
	...change
});
