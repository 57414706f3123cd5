export type { Inside } from './access.ts';
export { gather, missingLanguages } from './fields.ts';
export * from './results/index.ts';
export * from './objects/index.ts';
export * from './procurement/index.ts';
export * from './files/index.ts';
