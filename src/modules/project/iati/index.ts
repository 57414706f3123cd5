export { organisationTypes } from './codes.ts';
export { assertMayImportProjects, importIati, importLimits, type IatiImport, type ImportedActivity } from './import.ts';
export { PublisherInput, type LeftOut, type Publisher } from './model.ts';
export { publisherPage, savePublisher } from './publisher.ts';
export { exportIati, iatiCount, publishedIati, type IatiFile } from './queries.ts';
export { noteText, problemText } from './remarks.ts';
