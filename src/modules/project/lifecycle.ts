/**
 * The life of a project as a table: which actions a state allows and where each leads. Commands ask `nextProjectState` and
 * nothing else; a test walks every state × every action. Each action that makes a version keeps all versions before it.
 */
export const projectStates = ['idea', 'concept', 'application', 'approved', 'running', 'modified', 'completed', 'closed'] as const;
export type ProjectState = (typeof projectStates)[number];
export const projectActions = ['edit', 'conceive', 'apply', 'approve', 'start', 'modify', 'complete', 'close', 'reopen', 'spend', 'report', 'achieve', 'publish', 'withdraw', 'delete'] as const;
export type ProjectAction = (typeof projectActions)[number];

const table: Record<ProjectState, Partial<Record<ProjectAction, ProjectState>>> = {
	idea: { edit: 'idea', conceive: 'concept', apply: 'application', approve: 'approved', delete: 'idea' },
	concept: { edit: 'concept', conceive: 'concept', apply: 'application', approve: 'approved', publish: 'concept', withdraw: 'concept' },
	application: { edit: 'application', apply: 'application', approve: 'approved', publish: 'application', withdraw: 'application' },
	approved: { edit: 'approved', start: 'running', modify: 'approved', achieve: 'approved', publish: 'approved', withdraw: 'approved' },
	running: { edit: 'running', modify: 'modified', spend: 'running', report: 'running', achieve: 'running', complete: 'completed', publish: 'running', withdraw: 'running' },
	modified: { edit: 'modified', modify: 'modified', spend: 'modified', report: 'modified', achieve: 'modified', complete: 'completed', publish: 'modified', withdraw: 'modified' },
	completed: { edit: 'completed', spend: 'completed', report: 'completed', achieve: 'completed', complete: 'completed', close: 'closed', publish: 'completed', withdraw: 'completed' },
	closed: { reopen: 'completed', publish: 'closed', withdraw: 'closed' }
};

/** The stage of the version that an action makes; null for actions that make none. */
export const stageOf: Record<ProjectAction, 'concept' | 'application' | 'approved' | 'modification' | 'completion' | null> = {
	edit: null, conceive: 'concept', apply: 'application', approve: 'approved', start: null, modify: 'modification', complete: 'completion',
	close: null, reopen: null, spend: null, report: null, achieve: null, publish: null, withdraw: null, delete: null
};
export const versionStages = ['idea', 'concept', 'application', 'approved', 'modification', 'completion'] as const;
export type VersionStage = (typeof versionStages)[number];

/** The state after the action, or null when the state does not allow it. */
export const nextProjectState = (state: ProjectState, action: ProjectAction): ProjectState | null => table[state][action] ?? null;
export const allowedProjectActions = (state: ProjectState): ProjectAction[] => projectActions.filter((action) => nextProjectState(state, action) !== null);
