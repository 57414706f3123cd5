export { issueReport, type IssuedFile, type Run } from './commands.ts';
export { ReportSnapshot } from './model.ts';
export { reportPage, reportSnapshot, type ReportPage } from './queries.ts';
export { canonicalSnapshot, renderReport, snapshotHash } from './render.ts';
export { issueSheets } from './sheets/queries.ts';
export { stopRendering } from '#platform/typst/index.ts';
