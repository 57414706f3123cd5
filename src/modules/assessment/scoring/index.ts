export { finishScoring, saveScore, saveSheet, withdrawFinish } from './commands.ts';
export { addAssessor, addPersonWithoutEmail, inviteToGroup, issueAssessorCode, leaveOut, removeAssessor, takeBack, type AssessorKind } from './group.ts';
export { AddKnownForm, InviteForm, NoteForm, reasonLimit, ScoreForm, textLimit, toScoreInput, WithoutEmailForm, type IndividualScores, type ScoreInput, type StoredScore, type WorkItem } from './model.ts';
export { assessorOf, groupView, individualScores, paperSheets, scoringList, scoringPage, type GroupView, type ScoringList, type ScoringPage } from './queries.ts';
export { steps, type Step } from './steps.ts';
export { assessmentHome, listMyWork, type AssessmentHome } from './work.ts';
