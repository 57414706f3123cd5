/** The address of a list of answers: one's own, or that of an assessor on paper. */
export const sheetPath = (assessmentId: string, whose: string | null): string => `/assessments/${assessmentId}/${whose === null ? 'score' : `enter/${whose}`}`;
