import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../../src/routes');

const files: string[] = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));

const routeOf = (file: string): string => `/${file.split('/').slice(0, -1).join('/')}`;

const answers = (file: string, method: string): boolean => file.endsWith('+server.ts') && new RegExp(`export (const|async function|function) (${method})\\b`).test(readFileSync(join(root, file), 'utf8'));

/** Every address that answers GET, as the file system has it: `/cycles/[id]/board`. */
export const getRoutes: readonly string[] = files
	.filter((file) => file.endsWith('+page.svelte') || answers(file, 'GET'))
	.map(routeOf)
	.sort();

/** Every form action: `/cycles/[id]?/open`; the unnamed one is `/sign-out`; a file that is made by POST is its address. */
export const postActions: readonly string[] = [
	...files
		.filter((file) => /(^|\/)\+page\.server\.ts$/.test(file))
		.flatMap((file) => actionNames(readFileSync(join(root, file), 'utf8'), file).map((name) => (name === 'default' ? routeOf(file) : `${routeOf(file)}?/${name}`))),
	...files.filter((file) => answers(file, 'POST')).map(routeOf)
].sort();

/** The names in `export const actions = { … }`; a file that declares actions in another way is an error. */
function actionNames(source: string, file: string): string[] {
	const names: string[] = [];
	ts.forEachChild(ts.createSourceFile(file, source, ts.ScriptTarget.Latest), (statement) => {
		if (!ts.isVariableStatement(statement)) return;
		for (const { name, initializer } of statement.declarationList.declarations) {
			if (!ts.isIdentifier(name) || name.text !== 'actions' || !initializer) continue;
			const value = ts.isSatisfiesExpression(initializer) ? initializer.expression : initializer;
			if (ts.isObjectLiteralExpression(value)) names.push(...value.properties.flatMap((p) => (p.name && ts.isIdentifier(p.name) ? p.name.text : [])));
		}
	});
	if (names.length === 0 && /\bexport const actions\b/.test(source)) throw new Error(`No action found in ${file}`);
	return names;
}

/** Files that answer other methods than GET and POST would escape the tests of permissions. */
export const otherMethods: readonly string[] = files.filter((file) => answers(file, 'PUT|PATCH|DELETE|fallback'));

/** Puts ids into a route; throws when it names one that has no example. */
export const fill = (route: string, ids: Readonly<Record<string, string>>): string =>
	route.replace(/\[([a-z]+)\]/g, (_, name: string) => {
		const id = ids[name];
		if (id === undefined) throw new Error(`${route} has no example for [${name}]`);
		return encodeURIComponent(id);
	});
