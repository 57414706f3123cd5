import { Client } from './client.ts';
import { clientOf, invent, type Inside } from './people.ts';
import { fill } from './routes.ts';
import { draftText, itemText, programmeExamples, projectExamples } from './scenes-projects.ts';
import { invitedAddress, questionnaireExamples, surveyExamples, unreadText } from './scenes-surveys.ts';

/** One letter for each kind of person; `J` keeps the region's projects, `K` those of the institution; `O`, `P`, `Q` are lead, head, member of another institution, `X` runs another region. */
export type Letter = 'A' | 'C' | 'L' | 'H' | 'M' | 'E' | 'V' | 'R' | 'S' | 'J' | 'K' | 'O' | 'P' | 'Q' | 'X' | '-';
export const stateNames = ['scoring', 'consensus', 'proposed', 'signed'] as const;
export type StateName = (typeof stateNames)[number];

const institutionOf: Record<StateName, string> = {
	scoring: 'rokiskis-youth-centre',
	consensus: 'jaunjelgava-group-home',
	proposed: 'dobele-multifunctional-centre',
	signed: 'kretinga-day-activity-centre'
};
const otherInstitution = 'auce-service-apartments';

/** An institution's assessment in one state, with a client for everybody who could try to reach it. */
export interface Scene {
	readonly state: StateName;
	readonly institution: string;
	readonly assessment: string;
	readonly people: Record<Letter, Client>;
	/** What fills a route's ids, by the beginning of the route; the longest beginning that fits counts. */
	readonly examples: Record<string, Record<string, string>>;
}

/** What never must be read by anybody but the letters after it. */
export const secrets: { text: string; state: StateName; readers: string }[] = [
	{ text: 'Slaptas-narys-7f3a', state: 'scoring', readers: 'M' },
	{ text: 'Slaptas-popierius-91c2', state: 'scoring', readers: 'L' },
	{ text: 'Slaptas-konsensuss-55de', state: 'consensus', readers: 'LHME' },
	{ text: 'Slaptas-ierosinats-c8b1', state: 'proposed', readers: 'LHME' },
	{ text: unreadText, state: 'scoring', readers: 'AC' },
	{ text: invitedAddress, state: 'scoring', readers: '' },
	{ text: itemText, state: 'scoring', readers: 'ACJRLHK' },
	{ text: draftText, state: 'scoring', readers: 'ACJR' }
];

/** The ids of a route in a scene; throws when the route has no example, which makes a new route fail until it has one. */
export function pathOf(route: string, scene: Scene, ids: Readonly<Record<string, string>> = idsOf(route, scene)): string {
	return fill(route, ids);
}

export function idsOf(route: string, scene: Scene): Readonly<Record<string, string>> {
	const best = Object.keys(scene.examples).filter((start) => route === start || route.startsWith(`${start}/`) || route.startsWith(`${start}?`)).sort((a, b) => b.length - a.length)[0];
	return best === undefined ? {} : (scene.examples[best] ?? {});
}

/** Safe to ask again beside scenes that another file has set. */
export async function setScenes(inside: Inside): Promise<Map<StateName, Scene>> {
	const { value, rows, region } = inside;
	const personOf = (role: string, slug: string) => value('select id from person where email = $1', `${role}@${slug}.example`);
	const institutionId = (slug: string) => value('select id from institution where slug = $1 and region_id = $2', slug, region);
	const everywhere = {
		A: await clientOf(inside, await personOf('administrator', 'zemgale')),
		C: await clientOf(inside, await personOf('coordinator', 'zemgale')),
		R: await clientOf(inside, await invent(inside, region, 'viewer', null, 'viewer@region.example')),
		S: await clientOf(inside, await personOf('researcher', 'zemgale')),
		J: await clientOf(inside, await personOf('project-manager', 'zemgale')),
		O: await clientOf(inside, await personOf('lead', otherInstitution)),
		P: await clientOf(inside, await personOf('head', otherInstitution)),
		Q: await clientOf(inside, await personOf('member1', otherInstitution)),
		X: await otherAdministrator(inside),
		'-': new Client('lv')
	};
	const common = await commonExamples(inside, everywhere.C);
	const scenes = new Map<StateName, Scene>();
	for (const state of stateNames) {
		const slug = institutionOf[state];
		const institution = await institutionId(slug);
		const assessment = await value('select a.id from assessment a join cycle c on c.id = a.cycle_id where a.institution_id = $1 and c.state = $2 and a.state = $3', institution, 'open', state);
		const evaluator = await invent(inside, region, 'evaluator', institution, `visiting@${slug}.example`);
		await rows('insert into assessor (region_id, assessment_id, person_id, kind, added_at) values ($1, $2, $3, $4, now()) on conflict do nothing', region, assessment, evaluator, 'evaluator');
		const member = await personOf('member1', slug);
		const lead = await clientOf(inside, await personOf('lead', slug));
		if (state === 'scoring' && !(await rows('select id from evidence where kind = $1', 'file')).length) await addFile(lead, assessment);
		const paper = await value('select id from assessor where assessment_id = $1 and on_paper', assessment);
		const evidence = await value('select n.evidence_id from evidence_node n join evidence e on e.id = n.evidence_id where assessment_id = $1 and removed_at is null limit 1', assessment);
		scenes.set(state, {
			state,
			institution,
			assessment,
			people: {
				...everywhere,
				L: lead,
				H: await clientOf(inside, await personOf('head', slug)),
				M: await clientOf(inside, member),
				E: await clientOf(inside, evaluator),
				V: await clientOf(inside, await invent(inside, region, 'viewer', institution, `reader@${slug}.example`)),
				K: await clientOf(inside, await invent(inside, region, 'project-manager', institution, `projects@${slug}.example`))
			},
			examples: {
				...common,
				...(await surveyExamples(inside, everywhere.C, institution)),
				...(await projectExamples(inside, everywhere.C, institution, state === 'scoring' ? itemText : 'Darbs')),
				'/assessments/[id]': { id: assessment, node: '1.1', assessor: paper, evidence, lang: 'lv' },
				'/institutions/[id]': { id: institution },
				'/people/[id]': { id: member },
				'/people/memberships/[id]': { id: await value('select id from membership where person_id = $1', member) }
			}
		});
	}
	await plantSecrets(inside, scenes);
	return scenes;
}

async function commonExamples(inside: Inside, coordinator: Client): Promise<Scene['examples']> {
	const { value, rows, region } = inside;
	const current = await value(`select id from cycle where state = 'open' and region_id = $1`, region);
	const draft = await value(
		`insert into cycle (region_id, name, methodology_version_id, mode, state, starts_on, ends_on, coordinator_id, created_at)
		select region_id, name, methodology_version_id, mode, 'draft', starts_on, ends_on, coordinator_id, now() from cycle where id = $1 returning id`,
		current
	);
	await rows('insert into cycle_institution select region_id, $1, institution_id from cycle_institution where cycle_id = $2', draft, current);
	const shown = await coordinator.post('/people/invite', { email: `invited${Date.now()}@zemgale.example`, name: 'Uzaicināta', role: 'coordinator', institutionId: '', locale: 'lv' });
	const invitation = /\/invitation\/([\w-]{43})/.exec(shown.text)?.[1];
	if (!invitation) throw new Error(`No invitation was made: ${shown.status}`);
	return {
		'/cycles/[id]': { id: current },
		'/cycles/[id]/edit': { id: draft },
		'/cycles/[id]/reopen': { id: await value(`select id from cycle where state = 'closed' and region_id = $1`, region) },
		'/methodologies/[id]': { id: await value('select methodology_version_id from cycle where id = $1', current), node: '1.1' },
		'/methodologies/drafts/[id]': { id: await value('select id from methodology_draft where region_id = $1', region), node: '1.1' },
		...(await questionnaireExamples(inside)),
		...(await programmeExamples(inside, coordinator)),
		'/evidence/[id]': { id: '' },
		'/invitation/[token]': { token: invitation },
		'/sign-in/link/[token]': { token: 'unknown' },
		'/demo/[token]': { token: 'unknown' }
	};
}

async function otherAdministrator(inside: Inside): Promise<Client> {
	const region = await inside.value(`insert into region (slug, name) values ('kurzeme', '{"lv": "Kurzeme"}') on conflict (slug) do update set demo = false returning id`);
	return clientOf(inside, await invent(inside, region, 'administrator', null, 'administrator@kurzeme.example'), region as Inside['region']);
}

export const pdfFile = '%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n';

async function addFile(lead: Client, assessment: string): Promise<void> {
	const form = new FormData();
	for (const [name, text] of Object.entries({ title: 'Kārtība', holdsFrom: '2026-01-01', expiresOn: '', note: '', nodes: '1.1' })) form.set(name, text);
	form.set('file', new File([pdfFile], 'kārtība.pdf', { type: 'application/pdf' }));
	const answer = await lead.post(`/assessments/${assessment}/evidence/new?/file`, {}, { body: form, headers: { 'content-type': null } });
	if (answer.status !== 303) throw new Error(`The file was not taken: ${answer.status} ${answer.text.slice(0, 3000)}`);
}

async function plantSecrets({ value, rows }: Inside, scenes: Map<StateName, Scene>): Promise<void> {
	const [member, paper, agreed, proposed] = secrets.map((secret) => secret.text);
	const scoring = scenes.get('scoring');
	if (!scoring) return;
	const file = await value(`select id from evidence where institution_id = $1 and kind = 'file'`, scoring.institution);
	for (const scene of scenes.values()) scene.examples['/evidence/[id]'] = { id: file };
	const { assessor } = scoring.examples['/assessments/[id]'] ?? {};
	await rows('update assessor set finished_at = null where assessment_id = $1', scoring.assessment);
	const answer = (text = '') => ({ judgement: 'not-applicable', reason: text, strengths: text, improvements: text, revision: '0' });
	for (const [client, path, text] of [[scoring.people.M, 'score', member], [scoring.people.L, `enter/${assessor}`, paper]] as const) {
		for (const node of ['1.1', '9.2']) {
			const who = path === 'score' ? await value(`select a.id from assessor a join person p on p.id = a.person_id where a.assessment_id = $1 and p.email like 'member1@%'`, scoring.assessment) : assessor;
			const [known] = await rows<{ revision: number }>('select revision from score where assessor_id = $1 and node_id = $2', who, node);
			const saved = await client.post(`/assessments/${scoring.assessment}/${path}/${node}?/save`, { ...answer(text), revision: String(known?.revision ?? 0) });
			if (saved.status !== 303) throw new Error(`Not saved: ${saved.status} ${saved.text.slice(0, 3000)}`);
		}
	}
	for (const [state, text] of [['consensus', agreed], ['proposed', proposed]] as const) {
		await rows(`update consensus set justification = $2 || justification, strengths = $2 || strengths, improvements = $2 || improvements where assessment_id = $1`, scenes.get(state)?.assessment, text);
		await rows(`update score set strengths = $2 || strengths where assessment_id = $1`, scenes.get(state)?.assessment, text);
	}
}
