import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { addLink, addNode, createProgramme, LinkForm, NodeForm, ProgrammeForm, ProgressForm, sayProgress } from '#modules/programme/index.ts';
import { publicProject } from '#modules/project/index.ts';
import type { Context } from '#platform/context.ts';
import type { DemoTerritory } from './territory.ts';

const Text = z.strictObject({ lv: z.string(), lt: z.string(), en: z.string() });
const WrittenTask = z.strictObject({
	code: z.string(),
	name: Text,
	/** The region itself carries it. */
	region: z.boolean().default(false),
	institutions: z.array(z.string()).default([]),
	progress: z.array(z.strictObject({ on: z.iso.date(), percent: z.number(), reason: z.string() })).default([]),
	projects: z.array(z.string()).default([])
});
const WrittenDirection = z.strictObject({ code: z.string(), name: Text, about: Text.optional(), nodes: z.array(WrittenTask) });
const WrittenProgramme = z.strictObject({
	name: Text,
	years: z.tuple([z.number(), z.number()]),
	about: Text,
	source: z.string(),
	nodes: z.array(z.strictObject({ code: z.string(), name: Text, nodes: z.array(WrittenDirection) }))
});

const region = { lv: 'Zemgales plānošanas reģions', lt: 'Žiemgalos planavimo regionas', en: 'Zemgale Planning Region' };
const fields = (name: string, text: z.infer<typeof Text> | undefined) => Object.fromEntries(Object.entries(text ?? {}).map(([language, value]) => [`${name}_${language}`, value]));

/** Enters the development programme that the documents mention, after the projects that serve it. */
export async function recordDemoProgramme(context: Context, territory: DemoTerritory): Promise<void> {
	const written = WrittenProgramme.parse(parse(await readFile(join(import.meta.dirname, 'programme.yaml'), 'utf8')));
	const id = await createProgramme(context, ProgrammeForm.parse({ ...fields('name', written.name), ...fields('about', written.about), from_year: written.years[0], to_year: written.years[1], source: written.source, invented: 'yes' }));
	const add = (parent: string, node: { code: string; name: z.infer<typeof Text>; about?: z.infer<typeof Text> | undefined }, more: Record<string, unknown> = {}) =>
		addNode(context, id, NodeForm.parse({ code: node.code, parent, ...fields('name', node.name), ...fields('about', node.about), ...more }));
	for (const priority of written.nodes) {
		const priorityId = await add('', priority);
		for (const direction of priority.nodes) {
			const directionId = await add(priorityId, direction);
			for (const task of direction.nodes) {
				const institutions = task.institutions.flatMap((slug) => territory.institutions.get(slug) ?? []);
				const taskId = await add(directionId, task, { institutions, ...(task.region ? fields('others', region) : {}) });
				for (const { on, percent, reason } of task.progress) await sayProgress(context, id, taskId, ProgressForm.parse({ on_date: on, percent: String(percent), reason }));
				for (const slug of task.projects) await addLink(context, id, taskId, LinkForm.parse({ kind: 'project', project: (await publicProject(context, slug)).id }));
			}
		}
	}
}
