/**
 * The life cycles as tables: which actions a state allows and where each leads. Commands ask `nextCycleState` and
 * `nextAssessmentState` and nothing else; a test walks every state × every action.
 */
export const cycleStates = ['draft', 'open', 'closed', 'cancelled'] as const;
export type CycleState = (typeof cycleStates)[number];
export const cycleActions = ['edit', 'open', 'extend', 'remind', 'close', 'reopen', 'cancel'] as const;
export type CycleAction = (typeof cycleActions)[number];

const cycleTable: Record<CycleState, Partial<Record<CycleAction, CycleState>>> = {
	draft: { edit: 'draft', open: 'open', cancel: 'cancelled' },
	open: { extend: 'open', remind: 'open', close: 'closed', cancel: 'cancelled' },
	closed: { reopen: 'open' },
	cancelled: {}
};

/**
 * `scoring`: members score, unseen by others. `consensus`: the lead has opened the scores and the group agrees.
 * `proposed`: handed to the head. `signed`: the head has signed; the profile counts in the cycle's comparison.
 */
export const assessmentStates = ['scoring', 'consensus', 'proposed', 'signed'] as const;
export type AssessmentState = (typeof assessmentStates)[number];
export const assessmentActions = ['manage-group', 'score', 'open-consensus', 'agree', 'rescore', 'propose', 'sign', 'return', 'reopen', 'extend'] as const;
export type AssessmentAction = (typeof assessmentActions)[number];

const assessmentTable: Record<AssessmentState, Partial<Record<AssessmentAction, AssessmentState>>> = {
	scoring: { 'manage-group': 'scoring', score: 'scoring', 'open-consensus': 'consensus', extend: 'scoring' },
	// `rescore`: a member may still change a score after opening; it is marked as changed afterwards.
	consensus: { agree: 'consensus', rescore: 'consensus', propose: 'proposed', reopen: 'scoring', extend: 'consensus' },
	proposed: { sign: 'signed', return: 'consensus' },
	signed: { reopen: 'consensus' }
};

/** The state after the action, or null when the state does not allow it. */
export const nextCycleState = (state: CycleState, action: CycleAction): CycleState | null => cycleTable[state][action] ?? null;
export const nextAssessmentState = (state: AssessmentState, action: AssessmentAction): AssessmentState | null => assessmentTable[state][action] ?? null;

export const allowedCycleActions = (state: CycleState): CycleAction[] => cycleActions.filter((action) => nextCycleState(state, action) !== null);

/** What an assessment allows now; nothing that changes it unless its cycle is open. */
export const allowedAssessmentActions = (state: AssessmentState, cycle: CycleState): AssessmentAction[] =>
	cycle === 'open' ? assessmentActions.filter((action) => nextAssessmentState(state, action) !== null) : [];
