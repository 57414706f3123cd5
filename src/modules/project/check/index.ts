export * from './model.ts';
export { checkDocuments } from './check.ts';
