import type { AssessmentState } from '#modules/assessment/index.ts';

/** How a state of an assessment looks in a tag; its word says the same. */
export const tones = { scoring: 'info', consensus: 'warning', proposed: 'warning', signed: 'good' } as const satisfies Record<AssessmentState, string>;
