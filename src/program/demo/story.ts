import type { Actor } from '#platform/access.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { InstitutionId, RegionId } from '#platform/ids.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import {
	addAssessor,
	addNoteEvidence,
	addLinkEvidence,
	agree,
	finishScoring,
	leaveOut,
	listEvidence,
	openConsensus,
	proposeConsensus,
	saveSheet,
	signConsensus,
	openedScores
} from '#modules/assessment/index.ts';
import { evaluationOf, scoredNodes, type MethodologyDocument, type MethodologyNode } from '#modules/methodology/index.ts';
import type { Remarks } from './comments.ts';
import { agreedValues, answerFor, truthOf, type Judge } from './judge.ts';
import { recordPerson, type DemoPerson } from './people.ts';
import { seeded, type Seeded, type StoryClock } from './seed.ts';
import type { DemoInstitution } from './territory.ts';

/** How far an institution's group has come in a cycle. */
export type Stage = 'begun' | 'scoring' | 'finished' | 'consensus' | 'proposed' | 'signed';

export interface Team {
	readonly institution: DemoInstitution;
	readonly institutionId: InstitutionId;
	readonly lead: DemoPerson;
	readonly head: DemoPerson;
	readonly members: readonly DemoPerson[];
	/** The last of the members works on paper. */
	readonly evaluator: DemoPerson | null;
	readonly viewer: DemoPerson | null;
}

export interface Stagehand {
	readonly runtime: Runtime;
	readonly regionId: RegionId;
	readonly seed: Seeded;
	readonly clock: StoryClock;
	readonly document: MethodologyDocument;
	readonly mode: string;
	readonly giveName: (language: 'lv' | 'lt') => string;
}

const as = <T>(hand: Stagehand, actor: Actor, work: (context: Context) => Promise<T>): Promise<T> => inContext({ regionId: hand.regionId, actor, locale: 'en' }, work, hand.runtime);

/** Invents the people of one institution: lead, head, three to five members, here and there an external evaluator. */
export async function inventTeam(hand: Stagehand, institution: DemoInstitution, institutionId: InstitutionId, options: { accounts: boolean; evaluator: boolean }): Promise<Team> {
	const { runtime, regionId, seed, giveName } = hand;
	const language = institution.language;
	const person = (role: 'lead' | 'head' | 'member' | 'evaluator' | 'viewer', email: string | null) =>
		recordPerson(runtime, regionId, { name: giveName(language), locale: language, email, roles: role === 'lead' ? [{ role, institutionId }, { role: 'member', institutionId }] : [{ role, institutionId }] });
	const address = (role: string) => `${role}@${institution.slug}.example`;
	const lead = await person('lead', address('lead'));
	const head = await person('head', address('head'));
	const members: DemoPerson[] = [];
	const count = seed.integer(3, 5);
	for (let n = 1; n <= count; n++) members.push(await person('member', n === count ? null : address(`member${n}`)));
	return { institution, institutionId, lead, head, members, evaluator: options.evaluator ? await person('evaluator', address('evaluator')) : null, viewer: options.accounts ? await person('viewer', address('viewer')) : null };
}

interface Scene {
	readonly hand: Stagehand;
	readonly team: Team;
	readonly assessmentId: string;
	readonly remarks: Remarks;
	readonly nodes: readonly (MethodologyNode & { evaluator: string })[];
	readonly truth: (nodeId: string) => number;
	readonly evidenceIds: readonly string[];
}

/** Plays one institution's self-assessment up to a stage. */
export async function playAssessment(hand: Stagehand, team: Team, assessmentId: string, remarks: Remarks, plot: { stage: Stage; level: number; progress: number; leaveOneOut: boolean }): Promise<void> {
	const nodes = scoredNodes(hand.document);
	const scene: Scene = { hand, team, assessmentId, remarks, nodes, truth: truthOf(seeded(`nature of ${team.institution.slug}`), nodes, plot.level, plot.progress), evidenceIds: await gatherEvidence(hand, team, assessmentId, remarks) };
	await formGroup(scene);
	await scoreAll(scene, plot.stage, plot.leaveOneOut);
	if (plot.stage === 'begun' || plot.stage === 'scoring' || plot.stage === 'finished') return;
	hand.clock.pass(60 * 24);
	await as(hand, team.lead.actor, (context) => openConsensus(context, assessmentId, { notes: new Map() }));
	await agreeAll(scene, plot.stage === 'consensus' ? Math.floor(nodes.length * 0.6) : nodes.length);
	if (plot.stage === 'consensus') return;
	hand.clock.pass(60 * 20);
	await as(hand, team.lead.actor, (context) => proposeConsensus(context, assessmentId, { summary: hand.seed.pick(remarks.summaries) }));
	if (plot.stage === 'proposed') return;
	hand.clock.pass(60 * 26);
	await as(hand, team.head.actor, (context) => signConsensus(context, assessmentId));
}

async function gatherEvidence(hand: Stagehand, team: Team, assessmentId: string, remarks: Remarks): Promise<string[]> {
	const { seed } = hand;
	const nodes = scoredNodes(hand.document);
	const today = dayOf(hand.clock.now());
	const known = await as(hand, team.lead.actor, (context) => listEvidence(context, team.institutionId));
	const chosen = [...remarks.evidence].sort((a, b) => (a.title < b.title ? -1 : 1)).filter((item) => seed.chance(0.45) && !known.some((e) => e.title === item.title)).slice(0, 6);
	const ids = known.map((e) => e.id);
	for (const [i, item] of chosen.entries()) {
		const common = { title: item.title, holdsFrom: `${Number(today.slice(0, 4)) - 1}-0${1 + (i % 9)}-15`, expiresOn: null, nodes: [seed.pick(nodes).id, seed.pick(nodes).id].filter((id, n, all) => all.indexOf(id) === n) };
		ids.push(
			await as(hand, team.lead.actor, (context) =>
				i % 4 === 3
					? addLinkEvidence(context, assessmentId, { ...common, note: item.note, url: `https://${team.institution.slug}.example/documents/${i + 1}` })
					: addNoteEvidence(context, assessmentId, { ...common, note: item.note })
			)
		);
	}
	return ids;
}

async function formGroup({ hand, team, assessmentId }: Scene): Promise<void> {
	const people = [team.lead, ...team.members];
	await as(hand, team.lead.actor, async (context) => {
		for (const [i, person] of people.entries()) await addAssessor(context, assessmentId, { personId: person.id, kind: 'member', onPaper: i === people.length - 1 });
		if (team.evaluator) await addAssessor(context, assessmentId, { personId: team.evaluator.id, kind: 'evaluator', onPaper: false });
	});
}

async function scoreAll(scene: Scene, stage: Stage, leaveOneOut: boolean): Promise<void> {
	const { hand, team, assessmentId } = scene;
	const { seed } = hand;
	const people = [team.lead, ...team.members, ...(team.evaluator ? [team.evaluator] : [])];
	const paper = team.members.at(-1);
	for (const [i, person] of people.entries()) {
		const judge: Judge = { leaning: seed.integer(-12, 12), noise: seed.integer(4, 14), blindness: 0.1 + seed.random() * 0.3 };
		const share = stage === 'begun' ? (i === 0 ? 0.3 : i === 1 ? 0.1 : 0) : stage === 'scoring' ? (i === 0 ? 1 : 0.25 + seed.random() * 0.6) : 1;
		const leftOut = leaveOneOut && person === team.members[0];
		const nodes = scene.nodes.slice(0, Math.round(scene.nodes.length * (leftOut ? 0.4 : share)));
		const onPaper = person === paper;
		hand.clock.pass(seed.integer(200, 1500));
		await as(hand, onPaper ? team.lead.actor : person.actor, async (context) => {
			const whose = onPaper ? await assessorIdOf(context, assessmentId, person.id) : null;
			const answers = nodes.map((node) => answerFor(seed, judge, node, evaluationOf(hand.document, node, hand.mode).evaluation, scene.truth, scene.remarks, scene.evidenceIds));
			await saveSheet(context, assessmentId, whose, answers);
			if (nodes.length === scene.nodes.length) await finishScoring(context, assessmentId, whose);
		});
		if (leftOut) {
			await as(hand, team.lead.actor, async (context) => leaveOut(context, assessmentId, await assessorIdOf(context, assessmentId, person.id), seed.pick(scene.remarks.leftOut)));
		}
	}
}

async function assessorIdOf(context: Context, assessmentId: string, personId: string): Promise<string> {
	const row = await context.tx.selectFrom('assessor').select('id').where('region_id', '=', context.regionId).where('assessment_id', '=', assessmentId).where('person_id', '=', personId).executeTakeFirstOrThrow();
	return row.id;
}

async function agreeAll(scene: Scene, count: number): Promise<void> {
	const { hand, team, assessmentId, remarks } = scene;
	const { seed } = hand;
	await as(hand, team.lead.actor, async (context) => {
		const opened = (await openedScores(context, assessmentId)).filter((s) => s.kind === 'member' && !s.leftOut);
		for (const node of scene.nodes.slice(0, count)) {
			const { evaluation } = evaluationOf(hand.document, node, hand.mode);
			const own = remarks.ofNode(node.id);
			const judged = opened.filter((s) => s.nodeId === node.id && s.judgement === 'judged');
			const dissenter = judged.length > 2 && seed.chance(0.12) ? judged[seed.integer(0, judged.length - 1)] : undefined;
			const truth = scene.truth(node.id);
			const improve = truth < 72 || seed.chance(0.4);
			hand.clock.pass(seed.integer(4, 14));
			await agree(context, assessmentId, {
				nodeId: node.id,
				revision: 0,
				judgement: judged.length > 0 ? 'judged' : 'cannot-judge',
				values: agreedValues(seed, evaluation, judged.flatMap((score) => (score.values ? [score.values] : []))),
				justification: seed.pick(own.justification),
				strengths: truth > 40 || seed.chance(0.6) ? seed.pick(own.strengths) : '',
				improvements: improve ? seed.pick(own.improvements) : '',
				priority: !improve ? null : truth < 38 ? 1 : truth < 55 ? 2 : 3,
				shownEvidenceIds: scene.evidenceIds,
				evidenceIds: scene.evidenceIds.length > 0 && seed.chance(0.6) ? [seed.pick(scene.evidenceIds)] : [],
				dissent: dissenter ? [{ assessorId: dissenter.assessorId, opinion: seed.pick(remarks.dissent) }] : []
			});
		}
	});
}
