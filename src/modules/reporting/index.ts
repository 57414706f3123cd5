export { issueReport, type Run } from './commands.ts';
export type { ReportSnapshot } from './model.ts';
export { reportPage, reportSnapshot } from './queries.ts';
export { renderReport } from './render.ts';
export { issueSheets } from './sheets/queries.ts';
export { stopRendering } from '#platform/typst/index.ts';
