import { file, multipart, type Action, type PageRule } from './permission-rules.ts';

/*
 * Projects, with the letters of permissions.ts: who sees a project from within (those who keep projects, viewers of the
 * region, and the partner's lead, head and project manager), who works for the partner, who keeps projects, who follows
 * any project at all. The visitors' pages are for everybody.
 */
const keep = 'ACJ';
const all = 'ACJR';
const see = 'ACJRLHK';
const work = 'ACJLHK';
const follow = 'ACJRLHKOPX';
const everybody = 'ACLHMEVRSJKOPQX-';

export const projectPages: Record<string, PageRule> = {
	'/projects': follow,
	'/projects/[id]': see,
	'/projects/[id]/budget': see,
	'/projects/[id]/budget/budget.csv': see,
	'/projects/[id]/budget/edit': keep,
	'/projects/[id]/budget/import': keep,
	'/projects/[id]/compare': see,
	'/projects/[id]/draft': all,
	'/projects/[id]/draft/[section]': keep,
	'/projects/[id]/draft/discard': keep,
	'/projects/[id]/draft/packages/[package]': keep,
	'/projects/[id]/files': see,
	'/projects/[id]/files/[file]': see,
	'/projects/[id]/files/[file]/download': see,
	'/projects/[id]/files/new': work,
	'/projects/[id]/findings': see,
	'/projects/[id]/objects': see,
	'/projects/[id]/objects/[object]': see,
	'/projects/[id]/objects/[object]/edit': work,
	'/projects/[id]/objects/[object]/photos/[photo]': see,
	'/projects/[id]/objects/[object]/photos/[photo]/picture': 'ACLHMEVRSJKOPQ',
	'/projects/[id]/objects/[object]/photos/new': work,
	'/projects/[id]/objects/new': work,
	'/projects/[id]/procurement': see,
	'/projects/[id]/procurement/[item]': see,
	'/projects/[id]/procurement/[item]/edit': work,
	'/projects/[id]/procurement/[item]/inventory': work,
	'/projects/[id]/procurement/new': work,
	'/projects/[id]/reports': see,
	'/projects/[id]/reports/partners/[partner]/[period]': see,
	'/projects/[id]/reports/partners/[partner]/[period]/decide': keep,
	'/projects/[id]/reports/partners/[partner]/[period]/return': keep,
	'/projects/[id]/reports/periods/[period]': see,
	'/projects/[id]/results': see,
	'/projects/[id]/results/[subject]/[key]': see,
	'/projects/[id]/spending': see,
	'/projects/[id]/spending/[item]': see,
	'/projects/[id]/spending/[item]/correct': work,
	'/projects/[id]/spending/[item]/edit': work,
	'/projects/[id]/spending/[item]/withdraw': work,
	'/projects/[id]/spending/import': see,
	'/projects/[id]/spending/import/template.csv': work,
	'/projects/[id]/spending/new': see,
	'/projects/[id]/spending/plan': see,
	'/projects/[id]/steps': keep,
	'/projects/[id]/steps/[step]': keep,
	'/projects/[id]/steps/delete': keep,
	'/projects/[id]/versions': see,
	'/projects/[id]/versions/[number]': see,
	'/projects/check': follow,
	'/projects/check/[check]': 'C',
	'/projects/check/[check]/result.json': 'C',
	'/projects/exchange': `${all}X`,
	'/projects/iati.xml': `${all}!X`,
	'/projects/import': `${keep}X`,
	'/projects/new': `${keep}X`,
	'/projects/rates': follow,
	'/projects/rates/import': `${keep}X`,
	'/projects/rates/new': `${keep}X`,
	'/projects/rates/remove': keep,
	'/projects/tables/[table].[format]': `${all}X`,
	'/regions/[region]/projects': everybody,
	'/regions/[region]/projects.atom': everybody,
	'/regions/[region]/projects/[slug]': everybody,
	'/regions/[region]/projects/[slug]/files/[file]': everybody,
	'/regions/[region]/projects/[slug]/photos/[photo]': everybody
};

export const projectQueries: Record<string, string> = {
	'/projects/rates/remove': '?currency=SEK&day=2026-01-02'
};

const thing = { place_lv: 'Auce', built_lv: 'Centrs', partner: 'lead', ownership: 'municipality', state: 'planned' };
const contract = { partner: 'lead', subject_lv: 'Krēsli', kind: 'equipment' };
const item = { partner: 'lead', line: 'staff', period: 'p2', invoice: 'B-2', supplier: 'SIA B', invoicedOn: '2025-10-02', paidOn: '2025-10-03', net: '10,00', vat: '0,00', currency: 'EUR', revision: '1' };

export const projectActions: Record<string, Action> = {
	'/projects/[id]/budget/edit?/save': { who: keep, fields: () => ({ seen: 'x' }) },
	'/projects/[id]/budget/import?/import': { who: keep, body: () => file('budget.csv', 'partner;line;fund;period;amount\n') },
	'/projects/[id]/draft/[section]?/rows': { who: keep, fields: () => ({ seen: 'x', add: 'codes' }) },
	'/projects/[id]/draft/[section]?/save': { who: keep, fields: () => ({ seen: 'x', title_lv: '' }) },
	'/projects/[id]/draft/[section]?/stay': { who: keep, fields: () => ({ seen: 'x', title_lv: '' }) },
	'/projects/[id]/draft/discard': { who: keep, fields: () => ({ revision: '999' }) },
	'/projects/[id]/draft/packages/[package]?/rows': { who: keep, fields: () => ({ seen: 'x' }) },
	'/projects/[id]/draft/packages/[package]?/save': { who: keep, fields: () => ({ seen: 'x' }) },
	'/projects/[id]/draft/packages/[package]?/stay': { who: keep, fields: () => ({ seen: 'x' }) },
	'/projects/[id]/draft?/start': { who: keep, bare: true },
	'/projects/[id]/files/[file]?/change': { who: keep, fields: () => ({ title: 'Cits', revision: '1' }) },
	'/projects/[id]/files/[file]?/remove': { who: keep, bare: true },
	'/projects/[id]/files/new': { who: work, body: () => file('x.txt', 'x', { title: 'X' }) },
	'/projects/[id]/objects/[object]/edit': { who: work, fields: () => ({ ...thing, revision: '1' }) },
	'/projects/[id]/objects/[object]/photos/[photo]?/change': { who: work, fields: () => ({ alternative_lv: 'Cits', revision: '1' }) },
	'/projects/[id]/objects/[object]/photos/[photo]?/remove': { who: work, bare: true },
	'/projects/[id]/objects/[object]/photos/new': { who: work, body: () => file('x.png', 'x', { alternative_lv: 'X' }) },
	'/projects/[id]/objects/[object]?/remove': { who: work, fields: () => ({ revision: '1' }) },
	'/projects/[id]/objects/new': { who: work, fields: () => thing },
	'/projects/[id]/procurement/[item]/edit': { who: work, fields: () => ({ ...contract, revision: '1' }) },
	'/projects/[id]/procurement/[item]/inventory': { who: work, fields: () => ({ revision: '1', number: '1', name: 'Krēsls', count: '2', place: '' }) },
	'/projects/[id]/procurement/[item]?/remove': { who: work, fields: () => ({ revision: '1' }) },
	'/projects/[id]/procurement/new': { who: work, fields: () => contract },
	'/projects/[id]/reports/partners/[partner]/[period]/decide': { who: keep, fields: () => ({ revision: '1' }) },
	'/projects/[id]/reports/partners/[partner]/[period]/return': { who: keep, fields: () => ({ reason: 'Trūkst rēķina', revision: '1' }) },
	'/projects/[id]/reports/partners/[partner]/[period]?/certify': { who: keep, fields: () => ({ revision: '1' }) },
	'/projects/[id]/reports/partners/[partner]/[period]?/save': { who: work, fields: () => ({ summary: 'Darīts', revision: '0' }) },
	'/projects/[id]/reports/partners/[partner]/[period]?/submit': { who: work, fields: () => ({ summary: 'Darīts', revision: '0' }) },
	'/projects/[id]/reports/periods/[period]?/accept': { who: keep, fields: () => ({ revision: '1' }) },
	'/projects/[id]/reports/periods/[period]?/back': { who: keep, fields: () => ({ revision: '1' }) },
	'/projects/[id]/reports/periods/[period]?/save': { who: work, fields: () => ({ summary: 'Kopā', revision: '0' }) },
	'/projects/[id]/reports/periods/[period]?/submit': { who: work, fields: () => ({ revision: '1' }) },
	'/projects/[id]/results/[subject]/[key]?/record': { who: keep, fields: () => ({ reached: '12', byDay: '2025-05-01', seen: '0' }) },
	'/projects/[id]/results/[subject]/[key]?/withdraw': { who: keep, fields: () => ({ id: '00000000-0000-4000-8000-000000000000', reason: 'Kļūda' }) },
	'/projects/[id]/spending/[item]/correct': { who: work, fields: () => ({ ...item, net: '-1,00', description: 'Labots' }) },
	'/projects/[id]/spending/[item]/edit': { who: work, fields: () => item },
	'/projects/[id]/spending/[item]/withdraw': { who: work, fields: () => ({ reason: 'Kļūda', revision: '1' }) },
	'/projects/[id]/spending/import': { who: work, body: () => file('items.csv', 'partner;line\n') },
	'/projects/[id]/spending/new': { who: work, fields: () => item },
	'/projects/[id]/steps/[step]': { who: keep, fields: () => ({ in_force_from: '2026-01-01', reason: '' }) },
	'/projects/[id]/steps/delete': { who: keep, bare: true },
	'/projects/check': { who: follow, body: () => multipart({ text: 'Kopējais budžets 100,00 EUR' }) },
	'/projects/exchange?/publisher': { who: `${keep}X`, fields: () => ({ reference: 'LV-REG-00000000000', kind: '15', language: 'lv', revision: '99' }) },
	'/projects/import?/import': { who: `${keep}X`, body: () => file('x.xml', '<iati-activities version="2.03"/>') },
	'/projects/new': { who: `${keep}X`, fields: () => ({ title_lv: 'Jauns' }) },
	'/projects/rates/import?/import': { who: `${keep}X`, body: () => file('rates.csv', 'Date;SEK\n') },
	'/projects/rates/new?/save': { who: `${keep}X`, fields: () => ({ currency: 'SEK', day: '2026-01-02', rate: '11,2' }) },
	'/projects/rates/remove?/remove': { who: `${keep}X`, fields: () => ({ currency: 'SEK', day: '2020-01-02' }) }
};
