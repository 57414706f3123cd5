export { storeResponse, storeResponses } from './commands.ts';
export { spendAndStore, type Sent } from './hot-store.ts';
export { textLimits, type AnswerProblem, type Answers, type Offer, type Outcome, type Way } from './model.ts';
export { Entrances, offerOf, type Entrance } from './offer.ts';
export { askedQuestions, checkAnswers, isAsked, questionPages, type CheckedAnswers } from './rules.ts';
export { forgetSaved, normaliseCode, openSaved, removeExpiredSaved, savedForDays, saveForLater, type Saved } from './saved.ts';
export { groupedToken, linkTokenFrom, newLinkToken, normaliseToken, tokenSha256 } from './token.ts';
