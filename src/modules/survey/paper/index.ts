export { checkNewBatch, discardBatch, removeSheet, resolveSheet, saveSheet, storeBatch, type SheetInput } from './commands.ts';
export { type BatchCounts, type ComparedSheet, type SheetState } from './compare.ts';
export { allowedDigits, digitsLength, positionsOf, printedNumbers, writeAssistance, writeDigits, writeLine } from './digits.ts';
export { helpField, lineField, questionField } from './form-values.ts';
export { formsOf, issueForm, type FormChoice } from './form/issue.ts';
export { BatchName, passes, PassField, SheetNumber, singleEntryLimit, type Pass, type Sheet } from './model.ts';
export { batchView, comparisonView, entryHome, sheetView, type BatchSummary, type BatchView, type ComparisonView, type SheetView } from './queries.ts';
