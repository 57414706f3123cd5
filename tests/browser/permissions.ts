import { file, type Action, type PageRule } from './permission-rules.ts';
import { programmeActions, programmePages } from './permissions-programme.ts';
import { projectActions, projectPages } from './permissions-projects.ts';
import { questionnaireActions, questionnairePages, surveyActions, surveyPages } from './permissions-surveys.ts';
import { pdfFile, type Scene } from './scenes.ts';

/*
 * Who may do what, as one table. A administrator, C coordinator, L lead, H head, M member, E evaluator (of the group),
 * V viewer of the institution, R viewer and S researcher of the region; J project manager of the region, K of the institution; O, P, Q lead, head and member of another institution;
 * X administrator of another region; - nobody signed in. After "!" those who are told that it is not there yet (409).
 */
const everybody = 'ACLHMEVRSJKOPQX-';
const signedIn = 'ACLHMEVRSJKOPQX';
const ofRegion = 'ACLHMEVRSJKOPQ';
const group = 'ACLHME';

const always = (who: string): PageRule => ({ scoring: who, consensus: who, proposed: who, signed: who });
const inside = { scoring: 'LHME', consensus: 'LHME', proposed: 'LHME', signed: group };
const results = { scoring: '!ACLHME', consensus: 'LHME!AC', proposed: 'LHME!AC', signed: 'ACLHMEVR' };
const resultPages = { scoring: group, consensus: group, proposed: group, signed: 'ACLHMEVR' };

export const pageTable: Record<string, PageRule> = {
	...surveyPages,
	...questionnairePages,
	...programmePages,
	...projectPages,
	'/': everybody,
	'/about': everybody,
	'/accessibility': everybody,
	'/account': signedIn,
	'/assessments/[id]': always(group),
	'/assessments/[id]/consensus': inside,
	'/assessments/[id]/consensus/[node]': { ...inside, scoring: '!LHME' },
	'/assessments/[id]/enter': always('L'),
	'/assessments/[id]/enter/[assessor]': always('L'),
	'/assessments/[id]/enter/[assessor]/[node]': always('L'),
	'/assessments/[id]/evidence': inside,
	'/assessments/[id]/evidence/[evidence]': inside,
	'/assessments/[id]/evidence/new': inside,
	'/assessments/[id]/group': always('ACL'),
	'/assessments/[id]/group/[assessor]': always('ACL'),
	'/assessments/[id]/group/[assessor]/code': always('ACL'),
	'/assessments/[id]/group/invite': always('ACL'),
	'/assessments/[id]/group/new': always('ACL'),
	'/assessments/[id]/perception': resultPages,
	'/assessments/[id]/profile': resultPages,
	'/assessments/[id]/profile/profile.json': results,
	'/assessments/[id]/profile/scores.csv': results,
	'/assessments/[id]/report': resultPages,
	'/assessments/[id]/report/[lang].pdf': results,
	'/assessments/[id]/score': always('LME'),
	'/assessments/[id]/score/[node]': always('LME'),
	'/assessments/[id]/sheets/[lang].pdf': group,
	'/audit': 'ACX',
	'/code': everybody,
	'/cycles': signedIn,
	'/cycles/[id]': `${group}OPQ`,
	'/cycles/[id]/board': 'AC',
	'/cycles/[id]/board.xlsx': 'AC',
	'/cycles/[id]/cancel': 'AC',
	'/cycles/[id]/close': 'AC',
	'/cycles/[id]/edit': 'AC',
	'/cycles/[id]/extend': 'AC',
	'/cycles/[id]/reopen': 'AC',
	'/cycles/[id]/surveys': 'AC',
	'/cycles/new': 'ACX',
	'/demo/[token]': '',
	'/desk': signedIn,
	'/evidence/[id]/file': 'LHME',
	'/healthz': everybody,
	'/institutions': signedIn,
	'/institutions/[id]': ofRegion,
	'/institutions/new': 'ACX',
	'/invitation/[token]': everybody,
	'/methodologies': signedIn,
	'/methodologies/[id]': ofRegion,
	'/methodologies/[id]/file.yaml': ofRegion,
	'/methodologies/[id]/nodes/[node]': ofRegion,
	'/methodologies/drafts/[id]': 'AC',
	'/methodologies/drafts/[id]/file.yaml': 'AC',
	'/methodologies/drafts/[id]/nodes/[node]': 'AC',
	'/methodologies/drafts/[id]/texts': 'AC',
	'/methodologies/import': 'ACX',
	'/outbox': 'AX',
	'/people': 'ACLHOPX',
	'/people/[id]': 'ACLH',
	'/people/[id]/erase': 'A',
	'/people/[id]/export': 'AM',
	'/people/invite': 'ACLOX',
	'/people/memberships/[id]/revoke': 'ACL',
	'/set-up': everybody,
	'/sign-in': everybody,
	'/sign-in/code': everybody,
	'/sign-in/link/[token]': everybody,
	'/sign-in/region': signedIn,
	'/sign-in/sent': everybody,
	'/sign-out': everybody,
	'/sitemap.json': everybody,
	'/texts': everybody
};

const answer = { revision: '0', judgement: 'cannot-judge', reason: '', strengths: 'x', improvements: '' };
const evidence = { title: 'Izdomāts', holdsFrom: '2026-01-01', expiresOn: '', note: 'Redzēts', nodes: '1.2' };
const names = { name_lv: 'Izdomāts', name_lt: 'Išgalvotas', name_en: 'Invented' };
const reason = { reason: 'Iemesls' };
const idOf = (scene: Scene, start: string): string => scene.examples[start]?.['id'] ?? '';
const cycle = (scene: Scene) => ({ ...names, methodology: `version:${idOf(scene, '/methodologies/[id]')}:classical`, institutions: scene.institution, starts_on: '2026-01-01', ends_on: '2099-01-01', previous_cycle_id: '', revision: '1' });

export const actionTable: Record<string, Action> = {
	...surveyActions,
	...questionnaireActions,
	...programmeActions,
	...projectActions,
	'/account?/end': { who: signedIn, fields: () => ({ session: 'unknown' }) },
	'/account?/everywhere': { who: signedIn, bare: true },
	'/account?/password': { who: signedIn, fields: () => ({ current: '', password: 'x', again: 'y' }) },
	'/account?/profile': { who: signedIn, fields: () => ({ name: 'Cits vārds', locale: 'lt' }) },
	'/assessments/[id]/consensus/[node]?/agree': { who: 'L', state: 'consensus', fields: () => ({ ...answer, justification: 'x', priority: '' }) },
	'/assessments/[id]/consensus?/open': { who: 'L', fields: () => ({}) },
	'/assessments/[id]/consensus?/propose': { who: 'L', state: 'consensus', fields: () => ({ summary: 'Kopsavilkums' }) },
	'/assessments/[id]/consensus?/reopen': { who: 'ACH', state: 'signed', fields: () => reason },
	'/assessments/[id]/consensus?/return': { who: 'H', state: 'proposed', fields: () => reason },
	'/assessments/[id]/consensus?/sign': { who: 'H', state: 'proposed', bare: true },
	'/assessments/[id]/enter/[assessor]/[node]?/save': { who: 'L', fields: () => answer },
	'/assessments/[id]/enter/[assessor]?/finish': { who: 'L', bare: true },
	'/assessments/[id]/enter/[assessor]?/withdraw': { who: 'L', bare: true },
	'/assessments/[id]/evidence/[evidence]?/change': { who: 'LM', fields: () => ({ ...evidence, fingerprint: 'x' }) },
	'/assessments/[id]/evidence/[evidence]?/remove': { who: 'L', fields: () => reason },
	'/assessments/[id]/evidence/new?/file': { who: 'LM', body: () => file('x.pdf', pdfFile, evidence) },
	'/assessments/[id]/evidence/new?/link': { who: 'LM', fields: () => ({ ...evidence, url: 'https://example.org/' }) },
	'/assessments/[id]/evidence/new?/note': { who: 'LM', fields: () => evidence },
	'/assessments/[id]/group/[assessor]/code?/make': { who: 'ACL', bare: true },
	'/assessments/[id]/group/[assessor]?/leave_out': { who: 'ACL', fields: () => ({ note: 'x' }) },
	'/assessments/[id]/group/[assessor]?/remove': { who: 'ACL', bare: true },
	'/assessments/[id]/group/[assessor]?/take_back': { who: 'ACL', bare: true },
	'/assessments/[id]/group/invite?/invite': { who: 'ACL', fields: () => ({ name: 'Jauna', email: 'new@zemgale.example', locale: 'lv', kind: 'member' }) },
	'/assessments/[id]/group/new?/add': { who: 'ACL', fields: () => ({ name: 'Jauna', locale: 'lv', how: 'paper' }) },
	'/assessments/[id]/group?/add': { who: 'ACL', fields: (scene) => ({ person: idOf(scene, '/people/[id]'), kind: 'member' }) },
	'/assessments/[id]/score/[node]?/save': { who: 'LME', fields: () => answer },
	'/assessments/[id]/score?/finish': { who: 'LME', bare: true },
	'/assessments/[id]/score?/withdraw': { who: 'LME', bare: true },
	'/cycles/[id]/cancel?/cancel': { who: 'AC', fields: () => reason },
	'/cycles/[id]/close?/close': { who: 'AC', bare: true },
	'/cycles/[id]/edit?/save': { who: 'AC', fields: cycle },
	'/cycles/[id]/extend?/extend': { who: 'AC', fields: (scene) => ({ whom: scene.assessment, ends_on: '2099-01-01' }) },
	'/cycles/[id]/reopen?/reopen': { who: 'AC', fields: () => reason },
	'/cycles/[id]?/open': { who: 'AC', bare: true },
	'/cycles/[id]?/remind': { who: 'AC', bare: true },
	'/cycles/new?/create': { who: 'AC', fields: cycle },
	'/institutions/[id]?/rename': { who: 'AC', fields: () => ({ ...names, kind: 'other' }) },
	'/institutions/new?/add': { who: 'ACX', fields: () => ({ ...names, kind: 'other', municipality: '00000000-0000-4000-8000-000000000000', valid_from: '2020-01-01' }) },
	'/invitation/[token]': { who: 'everybody', bare: true },
	'/methodologies/[id]?/draft': { who: 'AC', bare: true },
	'/methodologies/drafts/[id]/nodes/[node]?/save': { who: 'AC', fields: () => ({ seen: 'x', 'title.lv': 'x' }) },
	'/methodologies/drafts/[id]/texts?/save': { who: 'AC', fields: () => ({ seen: 'x', 'title.lv': 'x' }) },
	'/methodologies/drafts/[id]?/discard': { who: 'AC', fields: () => ({ revision: '1' }) },
	'/methodologies/drafts/[id]?/publish': { who: 'AC', fields: () => ({ revision: '1', version: '9.9.9' }) },
	'/methodologies/import?/file': { who: 'ACX', body: () => file('x.yaml', 'format: x', evidence) },
	'/methodologies/import?/paste': { who: 'ACX', fields: () => ({ text: 'format: x' }) },
	'/methodologies?/adopt': { who: 'ACX', fields: () => ({ sha256: 'a'.repeat(64) }) },
	'/people/[id]/erase': { who: 'A', bare: true },
	'/people/[id]?/code': { who: 'ACL', bare: true },
	'/people/[id]?/link': { who: 'AC', bare: true },
	'/people/invite': { who: 'ACL', fields: (scene) => ({ email: 'else@zemgale.example', name: 'Cita', role: 'member', institutionId: scene.institution, locale: 'lv' }) },
	'/people/memberships/[id]/revoke': { who: 'ACL', bare: true },
	'/people?/withdraw': { who: 'AC', fields: () => ({ invitation: '00000000-0000-4000-8000-000000000000' }) },
	'/set-up': { who: 'everybody', fields: () => ({ token: 'x' }) },
	'/sign-in/code': { who: 'everybody', fields: () => ({ code: 'AAAA-AAAA-AAAA' }) },
	'/sign-in/link/[token]': { who: 'everybody', bare: true },
	'/sign-in/region': { who: 'everybody', fields: () => ({ region: '00000000-0000-4000-8000-000000000000' }) },
	'/sign-in?/link': { who: 'everybody', fields: () => ({ email: 'x@example.org' }) },
	'/sign-in?/password': { who: 'everybody', fields: () => ({ email: 'x@example.org', password: 'x' }) },
	'/sign-out': { who: 'everybody', bare: true }
};
