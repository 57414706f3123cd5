export * from './lifecycle.ts';
export * from './model.ts';
export * from './policy.ts';
export * from './project.ts';
export * from './versions/index.ts';
export * from './budget/index.ts';
export * from './things/index.ts';
