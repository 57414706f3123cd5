export * from './lifecycle.ts';
export * from './model.ts';
export * from './access.ts';
export * from './evidence/index.ts';
export * from './institution-store.ts';
export * from './cycle/index.ts';
export * from './scoring/index.ts';
export * from './consensus/index.ts';
