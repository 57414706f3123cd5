export * from './model.ts';
export { publish, publishClosed } from './commands.ts';
export { codebookCsv, publicationCsv, publicationJson, publicationXlsx } from './export.ts';
export { latestPublication, publicationsOf } from './queries.ts';
export { rowsCsv, rowsXlsx } from './row-files.ts';
export { checkPurpose, exportRows, loadForRows, previewRows, type RowExport } from './rows.ts';
export { countedGroups, decideCells, type Publishing } from './rules.ts';
export { decideTexts, releasedTexts, surveysWithUnreadTexts, textsAtOnce, textsToRead, unreadTextsOf, type ReaderDecision, type ReleasedTexts, type TextsToRead } from './text-commands.ts';
export { piecesOf, textStates, type FreeText, type TextPiece, type TextState } from './texts.ts';
