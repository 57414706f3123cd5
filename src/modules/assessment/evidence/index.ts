export * from './model.ts';
export { listEvidence } from './queries.ts';
