export { recordAchievement, withdrawAchievement } from './commands.ts';
export { AchievementForm, achievementSubjects, AchievementWithdrawal, type AchievementEntry, type AchievementInput, type AchievementSubject, type PlannedThing, type ResultRow, type Source, type Standing } from './model.ts';
export { achievementsOf, resultPage, resultsPage, type ResultPage, type ResultsPage } from './queries.ts';
export { plainNumber, plannedThings, resultRows, standingOf } from './rules.ts';
