import { expect, test } from 'vitest';
import { Invalid, NotFound } from '#platform/errors.ts';
import { visitorActor } from '#platform/access.ts';
import type { RegionId } from '#platform/ids.ts';
import { useDatabase } from '../../../../../tests/support/database.ts';
import { sampleDocument } from '../../iati/example.testing.ts';
import { createProject, saveDraft, takeStep } from '../../versions/index.ts';
import { apiProject, apiProjects, apiSchemas, openApi, readQuery } from './index.ts';

const db = useDatabase();
const origin = 'https://quality.example.org';
const visit = <T>(region: RegionId, work: Parameters<typeof db.as<T>>[2]) => db.as(region, visitorActor, work);
const query = (text = '') => readQuery(new URLSearchParams(text));

async function projectIn(region: RegionId, slug: string, { publish = true, from = '2018-03-01' as string | null, currency = 'EUR' } = {}): Promise<void> {
	await db.as(region, 'system', async (c) => {
		const id = await createProject(c, { title: { en: slug }, slug });
		const document = sampleDocument();
		await saveDraft(c, id, 1, { ...document, title: { en: slug }, currency, period: { ...document.period, from, months: null }, sources: { 'shares/-/erdf': { document: 'page', place: 'line 40' } } });
		await takeStep(c, id, 'approve', { inForceFrom: '2018-02-01' });
		if (publish) await takeStep(c, id, 'publish');
	});
}

test('visitors read what is published, and nothing else', async () => {
	const [region, other] = [await db.region(), await db.region()];
	await projectIn(region, 'seen');
	await projectIn(region, 'unseen', { publish: false });
	expect((await visit(region, (c) => apiProjects(c, query(), origin))).projects.map(({ slug }) => slug)).toEqual(['seen']);
	await expect(visit(region, (c) => apiProject(c, 'unseen', origin))).rejects.toBeInstanceOf(NotFound);
	await expect(visit(region, (c) => apiProject(c, 'no such', origin))).rejects.toBeInstanceOf(NotFound);
	await expect(visit(other, (c) => apiProject(c, 'seen', origin))).rejects.toBeInstanceOf(NotFound);
	expect(await visit(other, (c) => apiProjects(c, query(), origin))).toMatchObject({ total: 0, pages: 0, next: null, previous: null, projects: [] });
});

test('one project: amounts exact with their source, results with what is known', async () => {
	const region = await db.region();
	await projectIn(region, 'seen', { currency: 'LVL' });
	const project = await visit(region, (c) => apiProject(c, 'seen', origin));
	expect(apiSchemas.Project.parse(project)).toEqual(project);
	expect(project).toMatchObject({
		state: 'approved', total: { amount: '791256.20', currency: 'LVL', eur: '1125856.14' },
		funds: [{ key: 'erdf', share: { amount: '672567.74', currency: 'LVL' }, rate_percent: '85', source: { title: 'Projekta lapa', place: 'line 40' } }],
		results: [{ key: 'visits', planned: '8', reached: null, standing: 'not-recorded' }, { key: 'seniors', subject: 'group', planned: '120' }],
		versions: [{ number: 1, stage: 'approved' }]
	});
	const { projects } = await visit(region, (c) => apiProjects(c, query(), origin));
	for (const [name, value] of Object.entries(projects[0] ?? {})) expect(project[name as keyof typeof project], name).toEqual(value);
});

test('pages hold every project once, in one order, with links between them', async () => {
	const region = await db.region();
	for (const slug of ['a', 'b', 'c', 'd', 'e']) await projectIn(region, slug, { from: slug === 'c' ? null : slug === 'e' ? '2018-05-01' : '2018-03-01' });
	const seen: string[] = [];
	for (let next: string | null = `${origin}/?size=2`; next !== null; ) {
		const page: Awaited<ReturnType<typeof apiProjects>> = await visit(region, (c) => apiProjects(c, readQuery(new URL(next ?? '').searchParams), origin));
		expect(page).toMatchObject({ total: 5, pages: 3, size: 2 });
		seen.push(...page.projects.map(({ slug }) => slug));
		next = page.next;
	}
	expect(seen).toEqual(['e', 'a', 'b', 'd', 'c']);
	expect(await visit(region, (c) => apiProjects(c, query('page=9&size=2'), origin))).toMatchObject({ projects: [], next: null, previous: `${origin}/api/v1/regions/${(await slugOf(region))}/projects?page=3&size=2` });
	expect((await visit(region, (c) => apiProjects(c, query('state=running'), origin))).total).toBe(0);
	expect((await visit(region, (c) => apiProjects(c, query('fund=eu&changed_since=2026-11-22'), origin))).total).toBe(5);
	expect((await visit(region, (c) => apiProjects(c, query('fund=state'), origin))).total).toBe(0);
	expect((await visit(region, (c) => apiProjects(c, query('changed_since=2026-11-23'), origin))).total).toBe(0);
});
const slugOf = async (id: RegionId): Promise<string> => (await db.database.global((tx) => tx.selectFrom('region').select('slug').where('id', '=', id).executeTakeFirstOrThrow())).slug;

test.each(['page=0', 'page=x', 'size=101', 'size=-1', 'state=idea', 'fund=gold', 'changed_since=22.11.2026', 'colour=red', 'page=1.5', '__proto__=1'])('%s is refused by the name of the parameter', (text) => {
	expect(() => query(text)).toThrow(Invalid);
	try {
		query(text);
	} catch (problem) {
		expect((problem as Invalid).fields).toEqual({ query: { code: 'exchange_query_wrong', params: { name: text.split('=')[0] } } });
	}
});

test('the description is made of the schemas: every reference leads somewhere, every parameter is declared, nothing is left over', () => {
	const description = openApi(origin);
	const text = JSON.stringify(description);
	const components = (description['components'] as { schemas: Record<string, unknown> }).schemas;
	const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
	expect(references.length).toBeGreaterThan(10);
	for (const reference of references) expect(Object.keys(components)).toContain(reference.replace('#/components/schemas/', ''));
	expect(new Set(Object.keys(components))).toEqual(new Set(Object.keys(apiSchemas)));
	expect(text).not.toMatch(/"\$schema"|"\$id"|__shared|"\$defs"/);
	expect(description).toMatchObject({ openapi: expect.stringMatching(/^3\.1\.\d$/), info: { title: expect.any(String), version: expect.any(String) } });
	for (const [path, item] of Object.entries(description['paths'] as Record<string, { get: { parameters?: { name: string; in: string }[]; responses: Record<string, unknown> } }>)) {
		const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
		expect((item.get.parameters ?? []).filter((p) => p.in === 'path').map(({ name }) => name)).toEqual(inPath);
		expect(Object.keys(item.get.responses)).toEqual(expect.arrayContaining(['200', '304']));
	}
	expect(components['Money']).toMatchObject({ type: 'object', required: ['amount', 'currency', 'eur'], additionalProperties: false });
});
