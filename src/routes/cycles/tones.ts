import type { AssessmentState, CycleState } from '#modules/assessment/index.ts';

/** The tone of a state's tag; the words beside it say the same. */
export const cycleTone = { draft: 'neutral', open: 'info', closed: 'good', cancelled: 'bad' } as const satisfies Record<CycleState, string>;
export const assessmentTone = { scoring: 'info', consensus: 'warning', proposed: 'warning', signed: 'good' } as const satisfies Record<AssessmentState, string>;
