export * from './lifecycle.ts';
export * from './model.ts';
export * from './policy.ts';
export * from './questionnaire/index.ts';
export * from './running/index.ts';
export * from './answering/index.ts';
export * from './statistics/index.ts';
export * from './paper/index.ts';
