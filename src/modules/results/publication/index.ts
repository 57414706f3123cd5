export * from './model.ts';
export { allRules, type Rules } from './hiding.ts';
export { countedGroups, decideCells, type Publishing } from './rules.ts';
