import type { Context } from '#platform/context.ts';
import { Forbidden, NotFound } from '#platform/errors.ts';
import type { Cell } from '#platform/sheets/index.ts';
import { iatiCount, publisherPage, type LeftOut, type Publisher } from '../iati/index.ts';
import { maySeeProjects } from '../policy.ts';
import { documentTables } from './document-tables.ts';
import { tableNames, type Table, type TabledProject, type TableName } from './model.ts';
import { rates, rowTables, selectSlugs, selectTabled } from './store.ts';

/** One table of all projects of the region. Forbidden for who does not see all projects; NotFound for a name that is no table. */
export async function projectTable(context: Context, name: string): Promise<Table> {
	authorise(context);
	const known = tableNames.find((table) => table === name);
	if (known === undefined) throw new NotFound();
	return table(context, known, documentTables[known] ? await selectTabled(context) : []);
}

/** All tables, in their order, read in one transaction so that they fit together. */
export async function projectTables(context: Context): Promise<Table[]> {
	authorise(context);
	const projects = await selectTabled(context);
	const tables: Table[] = [];
	for (const name of tableNames) tables.push(await table(context, name, projects));
	return tables;
}

function authorise(context: Context): void {
	if (!maySeeProjects(context.actor)) throw new Forbidden();
}

async function table(context: Context, name: TableName, projects: readonly TabledProject[]): Promise<Table> {
	if (name === 'rates') return { name, columns: rates.columns, rows: await rates.rows(context) };
	const ofDocument = documentTables[name];
	if (ofDocument) return { name, columns: ['project', ...ofDocument.columns], rows: projects.flatMap((project) => ofDocument.rows(project).map((row) => [project.slug, ...row])) };
	const ofRows = rowTables[name];
	if (!ofRows) throw new Error(`Nobody knows how to read the table ${name}`);
	const slugs = await selectSlugs(context);
	const rows = (await ofRows.rows(context)).flatMap(([id, ...cells]): Cell[][] => {
		const slug = slugs.get(String(id));
		return slug === undefined ? [] : [[slug, ...cells]];
	});
	return { name, columns: ['project', ...ofRows.columns], rows: rows.sort(([a], [b]) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0)) };
}

export interface ExchangePage {
	readonly publisher: Publisher;
	readonly mayChange: boolean;
	/** How many projects the IATI file holds, and which it leaves out. */
	readonly activities: number;
	readonly leftOut: readonly LeftOut[];
	readonly tables: readonly TableName[];
}

/** What the page of the exchange shows. Forbidden for who does not see all projects. */
export async function exchangePage(context: Context): Promise<ExchangePage> {
	return { ...(await publisherPage(context)), ...(await iatiCount(context)), tables: tableNames };
}
