export * from './model.ts';
export * from './evaluation.ts';
