export { changeDraft, createProject, deleteProject, discardDraft, openDraft, saveDraft } from './commands.ts';
export { compareVersions, nameOfRow, shownValue, type Difference, type ShownValue } from './compare.ts';
export { emptyDocument, sealDocument } from './document.ts';
export { loadProjectFor, projectStateAfter, type LoadedProject, type Purpose, type VersionHead } from './loading.ts';
export { isBlocked, problemSections, versionProblems, type VersionProblem } from './problems.ts';
export { totalOf } from './projection-store.ts';
export { findProjectByCode, getDraft, getProject, projectVersion, projectVersions, versionOn, type ProjectDraft } from './queries.ts';
export { documentShape, rowsAt, sectionOf, sectionShape, valueAt, type FieldKind, type FieldShape, type ListShape, type SectionShape } from './shape.ts';
export { projectSteps, publishProject, refreshProjection, storeVersion, takeStep, withdrawProject, type ProjectStep, type StepInput } from './steps.ts';
