export { compareAmount, compareWithRate, partnerSums, percentage, rateTolerance, roundingCents, shareAgreements } from './agreement.ts';
export { budgetFileBytes, readBudgetFile, writeBudgetFile } from './budget-file.ts';
export { importBudget, saveBudgetGrid, type BudgetImport } from './commands.ts';
export { flatRateAgreements, flatRateOrder, withFlatRates } from './flat-rates.ts';
export { budgetGrid, gridField, type BudgetGrid } from './grid.ts';
export { budgetAxes, cellKinds, type Agreement, type AxisTotal, type BudgetAxis, type BudgetTotals, type CellKind, type Compared, type CrossTable, type FundAgreement, type PartnerSum, type ShareAgreement } from './model.ts';
export { budgetEditor, budgetPage, shownDocument, type BudgetChoice, type BudgetEditor, type BudgetPage, type Shown } from './queries.ts';
export * from './rates/index.ts';
export { axisKeys, budgetTotals, crossTable, sumsBy } from './totals.ts';
