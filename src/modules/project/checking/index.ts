export { runCheck, stopChecking, type SentFile } from './commands.ts';
export { CheckInput, checkLimits, type CheckedDocument, type KeptCheck, type PlacedResult, type PlacedValue, type ProjectChoice } from './model.ts';
export { assertMayCheck, checkChoices, keptCheck } from './queries.ts';
export { causeInWords, checkAnswer, confidenceInWords, differenceInWords, explainCheck, showCheckValue } from './words.ts';
