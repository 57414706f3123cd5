export { openApi } from './openapi.ts';
export { apiProject, apiProjects, readQuery } from './queries.ts';
export { schemas as apiSchemas, type ApiPage, type ApiProject, type ProjectQuery } from './schemas.ts';
