import type { FormFailure } from '#platform/web/action.ts';

/** The revision that the person had in front of them when the form was sent. */
export const revisionTyped = (failure: FormFailure): number => Number(failure.typed['revision'] ?? 0);
