export { cancelCycle, closeCycle, createCycle, editCycle, extendAssessment, extendCycle, openCycle, reopenCycle } from './commands.ts';
export type { AssessmentProgress, AssessorProgress, Cycle, CycleInput, MethodologyChoice } from './model.ts';
export { cycleOptions, cycleProgress, getCycle, listCycles, type CycleSummary, type CycleView } from './queries.ts';
export { remindCycle } from './reminders.ts';
