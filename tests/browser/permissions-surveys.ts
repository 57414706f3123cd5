import { file, type Action, type PageRule } from './permission-rules.ts';
import type { Scene } from './scenes.ts';

/*
 * Surveys and questionnaires, with the letters of permissions.ts: who runs a survey (ACL), who follows it (H too), who sees
 * figures (everybody of the institution, viewers and researchers of the region), who reads texts (AC), who exports rows (S).
 */
const run = 'ACL';
const follow = 'ACLH';
const figures = 'ACLHMEVRS';

export const surveyPages: Record<string, PageRule> = {
	'/surveys': 'ACLHMEVRSJKOPQX',
	'/surveys/[id]': follow,
	'/surveys/[id]/close': run,
	'/surveys/[id]/delete': run,
	'/surveys/[id]/delete-answers': run,
	'/surveys/[id]/edit': run,
	'/surveys/[id]/enter': run,
	'/surveys/[id]/enter/[batch]': run,
	'/surveys/[id]/enter/[batch]/compare': run,
	'/surveys/[id]/enter/[batch]/finish': run,
	'/surveys/[id]/enter/import': run,
	'/surveys/[id]/extend': run,
	'/surveys/[id]/invitations': run,
	'/surveys/[id]/letters': run,
	'/surveys/[id]/links': run,
	'/surveys/[id]/paper': follow,
	'/surveys/[id]/paper/[variant].[language].pdf': follow,
	'/surveys/[id]/results': figures,
	'/surveys/[id]/results.csv': figures,
	'/surveys/[id]/results.json': figures,
	'/surveys/[id]/results.xlsx': figures,
	'/surveys/[id]/rows': 'S',
	'/surveys/[id]/texts': 'AC',
	'/surveys/letters': 'ACX',
	'/surveys/new': 'ACLOX',
	'/surveys/settings': 'ACX'
};

const reads = 'ACLHMEVROPQSJK';
const keeps = 'AC';

export const questionnairePages: Record<string, PageRule> = {
	'/questionnaires': `${reads}X`,
	'/questionnaires/[id]': reads,
	'/questionnaires/[id]/file.json': reads,
	'/questionnaires/[id]/file.yaml': reads,
	'/questionnaires/[id]/preview': reads,
	'/questionnaires/[id]/reader-tests': reads,
	'/questionnaires/drafts/[id]': keeps,
	'/questionnaires/drafts/[id]/[variant]/batteries/[battery]': keeps,
	'/questionnaires/drafts/[id]/[variant]/introduction': keeps,
	'/questionnaires/drafts/[id]/[variant]/questions/[question]': keeps,
	'/questionnaires/drafts/[id]/[variant]/questions/[question]/condition': keeps,
	'/questionnaires/drafts/[id]/[variant]/questions/_new': keeps,
	'/questionnaires/drafts/[id]/[variant]/scales/[scale]': keeps,
	'/questionnaires/drafts/[id]/file.json': keeps,
	'/questionnaires/drafts/[id]/file.yaml': keeps,
	'/questionnaires/drafts/[id]/head': keeps,
	'/questionnaires/drafts/[id]/preview': keeps,
	'/questionnaires/drafts/[id]/translation.csv': keeps,
	'/questionnaires/drafts/[id]/translation.xlf': keeps,
	'/questionnaires/drafts/[id]/translations': keeps,
	'/questionnaires/import': 'ACX',
	'/questionnaires/new': 'ACX'
};

const day = { opens_on: '2026-01-01', opens_time: '08:00', closes_on: '2099-01-01', closes_time: '18:00' };
/** What must stand in the address for the page to exist. */
export const pageQueries: Readonly<Record<string, string>> = { '/questionnaires/drafts/[id]/[variant]/questions/_new': '?kind=single' };

const exampleOf = (scene: Scene, start: string, name: string): string => scene.examples[start]?.[name] ?? '';
const survey = (scene: Scene) => ({
	...day,
	institutions: scene.institution,
	cycle: '',
	questionnaire: exampleOf(scene, '/questionnaires/[id]', 'id'),
	name_lv: 'Izdomāta aptauja',
	eligible: '10',
	target: '4,0',
	languages: 'lv',
	variants: 'standard',
	layout: 'page',
	minimum_group: '5',
	erase_addresses: 'yes',
	revision: '1'
});
const link = { variant: 'standard', language: 'lv', layout: 'page', daily_limit: '' };
const contact = { contact_lv: 'Zvaniet mums', contact_lt: '', contact_en: '', contact_ru: '' };
const letters = { count: '1', language: 'lv', variant: 'standard', sentence: '' };
const sheet = { number: '7', pass: '1', variant: 'standard', revision: '0', stored: '7', help: '1' };

export const surveyActions: Record<string, Action> = {
	'/surveys/[id]/close?/close': { who: run, bare: true },
	'/surveys/[id]/delete-answers?/delete': { who: run, bare: true },
	'/surveys/[id]/delete?/delete': { who: run, bare: true },
	'/surveys/[id]/edit?/save': { who: run, fields: survey },
	'/surveys/[id]/enter/[batch]/compare?/decide': { who: run, fields: () => ({ number: '1', first: '1', second: '1' }) },
	'/surveys/[id]/enter/[batch]/finish?/discard': { who: run, fields: () => ({ sure: 'yes' }) },
	'/surveys/[id]/enter/[batch]/finish?/single': { who: run, fields: () => ({ sure: 'yes' }) },
	'/surveys/[id]/enter/[batch]/finish?/store': { who: run, bare: true },
	'/surveys/[id]/enter/[batch]?/remove': { who: run, fields: () => ({ pass: '1', stored: '1' }) },
	'/surveys/[id]/enter/[batch]?/save': { who: run, fields: () => sheet },
	'/surveys/[id]/enter/import': { who: run, body: () => file('x.csv', 'a;b\n1;2\n', { map: '', variant: 'standard', what: 'store' }) },
	'/surveys/[id]/enter?/start': { who: run, fields: () => ({ batch: 'Otrā', variant: 'standard' }) },
	'/surveys/[id]/extend?/extend': { who: run, fields: () => ({ closes_on: '2099-12-31', closes_time: '18:00' }) },
	'/surveys/[id]/invitations?/add': { who: run, body: () => file('x.csv', 'email;language;variant\nx@example.org;lv;standard\n') },
	'/surveys/[id]/invitations?/forget': { who: run, bare: true },
	'/surveys/[id]/invitations?/remind': { who: run, bare: true },
	'/surveys/[id]/invitations?/send': { who: run, bare: true },
	'/surveys/[id]/letters/letters.pdf': { who: run, fields: () => letters },
	'/surveys/[id]/letters/poster.pdf': { who: run, fields: (scene) => ({ token: exampleOf(scene, '/surveys/[id]', 'token'), language: 'lv', sentence: '' }) },
	'/surveys/[id]/links?/kiosk': { who: run, fields: () => link },
	'/surveys/[id]/links?/open': { who: run, fields: () => link },
	'/surveys/[id]/links?/withdraw': { who: run, fields: (scene) => ({ batch: exampleOf(scene, '/surveys/[id]', 'links') }) },
	'/surveys/[id]/results?/publish': { who: run, bare: true },
	'/surveys/[id]/rows/file': { who: 'S', fields: () => ({ purpose: 'Pētījums par dienas centriem', format: 'csv' }) },
	'/surveys/[id]/rows?/purpose': { who: 'S', fields: () => ({ purpose: 'Pētījums par dienas centriem' }) },
	'/surveys/[id]/texts?/decide': { who: 'AC', fields: (scene) => textFields(exampleOf(scene, '/surveys/[id]/texts', 'text')) },
	'/surveys/[id]?/count': { who: run, fields: () => ({ eligible: '77' }) },
	'/surveys/[id]?/open': { who: run, bare: true },
	'/surveys/letters/letters.pdf': { who: 'AC', fields: (scene) => lettersOf(exampleOf(scene, '/surveys/[id]', 'id')) },
	'/surveys/new?/create': { who: run, fields: survey },
	'/surveys/settings?/save': { who: 'ACX', fields: () => ({ minimum_group: '5', retention_months: '12', guardian_rule: 'ask-before', ...contact, revision: '0' }) }
};

const textFields = (id: string) => ({ [`seen_${id}`]: 'new', [`decision_${id}`]: 'withhold', [`text_${id}`]: '' });
const lettersOf = (id: string) => ({ [`count-${id}`]: '1', [`language-${id}`]: 'lv', [`variant-${id}`]: 'standard', sentence: '' });

const seen = { seen: 'x' };
const question = { ...seen, 'text.lv': 'Vai jautā?', battery: '', required: 'no' };
const options = { ...seen, kind: 'other', 'option.0.label.lv': 'Jā', 'option.0.value': '1' };

export const questionnaireActions: Record<string, Action> = {
	'/questionnaires/[id]/reader-tests?/record': { who: keeps, fields: () => ({ language: 'lv', heldOn: '2026-01-01', readers: '3', method: 'Lasījām kopā', findings: 'Saprata' }) },
	'/questionnaires/[id]?/draft': { who: keeps, bare: true },
	'/questionnaires/drafts/[id]/[variant]/batteries/[battery]?/remove': { who: keeps, bare: true },
	'/questionnaires/drafts/[id]/[variant]/batteries/[battery]?/save': { who: keeps, fields: () => ({ ...seen, scale: 'agreement', 'title.lv': 'Daļa' }) },
	'/questionnaires/drafts/[id]/[variant]/introduction?/save': { who: keeps, fields: () => ({ ...seen, 'introduction.lv': 'Ievads', languages: 'lv' }) },
	'/questionnaires/drafts/[id]/[variant]/questions/[question]/condition?/save': { who: keeps, fields: () => ({ ...seen, question: '', answers: '' }) },
	'/questionnaires/drafts/[id]/[variant]/questions/[question]?/remove': { who: keeps, fields: () => seen },
	'/questionnaires/drafts/[id]/[variant]/questions/[question]?/save': { who: keeps, fields: () => question },
	'/questionnaires/drafts/[id]/[variant]/questions/_new?/save': { who: keeps, fields: () => question },
	'/questionnaires/drafts/[id]/[variant]/scales/[scale]?/remove': { who: keeps, bare: true },
	'/questionnaires/drafts/[id]/[variant]/scales/[scale]?/save': { who: keeps, fields: () => options },
	'/questionnaires/drafts/[id]/head?/save': { who: keeps, fields: () => ({ ...seen, 'title.lv': 'Mūsu anketa', languages: 'lv', perspective: 'clients', audience: 'clients' }) },
	'/questionnaires/drafts/[id]/translations?/import': { who: keeps, body: () => file('x.csv', 'id,source,target\nx,y,z\n', { source: 'lv', target: 'lt' }) },
	'/questionnaires/drafts/[id]?/discard': { who: keeps, fields: () => ({ revision: '999' }) },
	'/questionnaires/drafts/[id]?/easy': { who: keeps, bare: true },
	'/questionnaires/drafts/[id]?/move': { who: keeps, fields: () => ({ variant: 'standard', question: 'listen', direction: 'down' }) },
	'/questionnaires/drafts/[id]?/publish': { who: keeps, fields: () => ({ revision: '999', version: '9.9.9' }) },
	'/questionnaires/drafts/[id]?/without': { who: keeps, fields: () => seen },
	'/questionnaires/import?/file': { who: 'ACX', body: () => file('x.yaml', 'format: x', { perspective: 'clients', audience: 'clients', language: 'lv' }) },
	'/questionnaires/new?/create': { who: 'ACX', fields: () => ({ 'title.lv': 'Mūsu anketa', languages: 'lv', perspective: 'clients', audience: 'clients' }) },
	'/questionnaires?/adopt': { who: 'ACX', fields: () => ({ sha256: 'a'.repeat(64) }) },
	'/questionnaires?/draft': { who: 'ACX', fields: () => ({ sha256: 'a'.repeat(64) }) }
};
