export { closeSurvey, countEligible, createSurvey, createSurveys, deleteAnswers, deleteSurvey, editSurvey, extendSurvey, openSurvey } from './commands.ts';
export { createKioskLink, createOneTimeLinks, createOpenLink, kioskPinFits, mostLinksAtOnce, withdrawBatch, type KioskLinkInput, type OpenLinkInput } from './links.ts';
export { loadSurvey, readSurvey } from './loading.ts';
export type { LinkBatch, OneTimeLinkOptions, SurveyInput, SurveyPlan, SurveySettings, SurveySummary, SurveyView } from './model.ts';
export { listSurveys, surveySettings, surveysOfCycle, surveysToPublish, surveyView } from './queries.ts';
