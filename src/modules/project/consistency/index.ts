export { registeredCodes, type Finding, type FindingValue, type RegisteredCode } from './model.ts';
export { monthsOf } from './months.ts';
export { projectFindings, type ProjectFindings } from './queries.ts';
export { checkRegistered } from './rules.ts';
