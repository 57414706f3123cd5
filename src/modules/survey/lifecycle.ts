/**
 * The life of a survey as a table: which actions a state allows and where each leads. Commands ask `nextSurveyState` and
 * nothing else; a test walks every state × every action. Whether an open survey takes answers now is also a matter of
 * its dates: see `answeringState`.
 */
export const surveyStates = ['draft', 'open', 'closed', 'deleted'] as const;
export type SurveyState = (typeof surveyStates)[number];
export const surveyActions = ['edit', 'open', 'extend', 'invite', 'remind', 'answer', 'enter', 'close', 'publish', 'read-texts', 'export-rows', 'delete-answers', 'delete'] as const;
export type SurveyAction = (typeof surveyActions)[number];

const table: Record<SurveyState, Partial<Record<SurveyAction, SurveyState>>> = {
	draft: { edit: 'draft', open: 'open', delete: 'deleted' },
	open: { extend: 'open', invite: 'open', remind: 'open', answer: 'open', enter: 'open', publish: 'open', 'read-texts': 'open', close: 'closed' },
	closed: { enter: 'closed', publish: 'closed', 'read-texts': 'closed', 'export-rows': 'closed', 'delete-answers': 'closed', delete: 'deleted' },
	deleted: {}
};

/** The state after the action, or null when the state does not allow it. */
export const nextSurveyState = (state: SurveyState, action: SurveyAction): SurveyState | null => table[state][action] ?? null;
export const allowedSurveyActions = (state: SurveyState): SurveyAction[] => surveyActions.filter((action) => nextSurveyState(state, action) !== null);

/** How long after closing an answer still counts that was begun before, in milliseconds. */
export const graceAfterClosing = 3_600_000;

export type AnsweringState = 'not-yet-open' | 'open' | 'grace' | 'closed';

/** Whether a survey takes answers at an instant; `grace` is the hour after closing, in which a sent answer is marked late. */
export function answeringState(survey: { readonly state: SurveyState; readonly opensAt: Date; readonly closesAt: Date; readonly closedAt: Date | null }, now: Date): AnsweringState {
	if (survey.state === 'draft') return 'not-yet-open';
	if (survey.state === 'deleted') return 'closed';
	if (now < survey.opensAt) return 'not-yet-open';
	const end = survey.closedAt !== null && survey.closedAt < survey.closesAt ? survey.closedAt : survey.closesAt;
	if (now < end) return 'open';
	return now.getTime() < end.getTime() + graceAfterClosing ? 'grace' : 'closed';
}
