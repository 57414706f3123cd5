export * from './model.ts';
export { publish, publishClosed } from './commands.ts';
export { latestPublication, publicationsOf } from './queries.ts';
export { countedGroups, decideCells, type Publishing } from './rules.ts';
