import type { Action, PageRule } from './permission-rules.ts';
import type { Scene } from './scenes.ts';

/*
 * The development programme, with the letters of permissions.ts: everybody of the region reads it, who keeps the region's
 * projects keeps it, and visitors have a page of their own.
 */
const keep = 'ACJ';
// The task is carried by the other institution among others, and not by that of the scene.
const carriers = `${keep}OP`;
const ofRegion = 'ACLHMEVRSJKOPQ';
const everybody = `${ofRegion}X-`;

export const programmePages: Record<string, PageRule> = {
	'/api/v1/openapi.json': everybody,
	'/api/v1/regions/[region]/iati.xml': everybody,
	'/api/v1/regions/[region]/projects': everybody,
	'/api/v1/regions/[region]/projects/[slug]': everybody,
	'/programme': `${ofRegion}X`,
	'/programme/[id]': ofRegion,
	'/programme/[id]/compliance': ofRegion,
	'/programme/[id]/edit': keep,
	'/programme/[id]/monitoring/[year]': ofRegion,
	'/programme/[id]/monitoring/[year]/reports/[report]': ofRegion,
	'/programme/[id]/nodes/[node]': ofRegion,
	'/programme/[id]/nodes/[node]/edit': keep,
	'/programme/[id]/nodes/[node]/indicators/[indicator]': keep,
	'/programme/[id]/nodes/[node]/indicators/new': keep,
	'/programme/[id]/nodes/[node]/links/new': keep,
	'/programme/[id]/nodes/[node]/progress': carriers,
	'/programme/[id]/nodes/[node]/remove': keep,
	'/programme/[id]/nodes/new': keep,
	'/programme/new': `${keep}X`,
	'/regions/[region]/programme': everybody
};

const unknown = '00000000-0000-4000-8000-000000000000';
const node = { name_lv: 'Uzdevums', code: '9.9.9', revision: '1' };
const indicator = { name_lv: 'Klienti', direction: 'up', revision: '1' };
const example = (scene: Scene, name: string): string => scene.examples['/programme/[id]']?.[name] ?? '';

export const programmeActions: Record<string, Action> = {
	'/programme/[id]/edit': { who: keep, fields: () => ({ name_lv: 'Programma', from_year: '2015', to_year: '2020', revision: '99' }) },
	'/programme/[id]/monitoring/[year]': { who: keep, fields: () => ({ language: 'lv', format: 'docx' }) },
	'/programme/[id]/nodes/[node]/edit': { who: keep, fields: () => ({ ...node, revision: '99' }) },
	'/programme/[id]/nodes/[node]/indicators/[indicator]?/change': { who: keep, fields: () => ({ ...indicator, revision: '99' }) },
	'/programme/[id]/nodes/[node]/indicators/[indicator]?/remove': { who: keep, fields: () => ({ revision: '99' }) },
	'/programme/[id]/nodes/[node]/indicators/[indicator]?/value': { who: keep, fields: () => ({ year: '2018', value: '12', source: 'Saraksts' }) },
	'/programme/[id]/nodes/[node]/indicators/new': { who: keep, fields: () => indicator },
	'/programme/[id]/nodes/[node]/links/new': { who: keep, fields: () => ({ kind: 'decision', title: 'Lēmums', address: '', on_date: '2020-01-01' }) },
	'/programme/[id]/nodes/[node]/progress': { who: carriers, fields: () => ({ on_date: '2020-01-01', percent: '10', reason: 'Sākts' }) },
	'/programme/[id]/nodes/[node]/remove': { who: keep, fields: () => ({ revision: '99' }) },
	'/programme/[id]/nodes/[node]?/unlink': { who: keep, fields: () => ({ link: unknown }) },
	'/programme/[id]/nodes/new': { who: keep, fields: () => node },
	'/programme/[id]?/move': { who: keep, fields: (scene) => ({ way: 'up', node: example(scene, 'node') }) },
	'/programme/new': { who: `${keep}X`, fields: () => ({ name_lv: 'Programma', from_year: '2027', to_year: '2033', revision: '1' }) }
};
