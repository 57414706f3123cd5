export { organisationTypes } from './codes.ts';
export { assertMayImport, importIati, importLimits, type IatiImport, type ImportedActivity } from './import.ts';
export { PublisherInput, type LeftOut, type Publisher } from './model.ts';
export { publisherPage, savePublisher } from './publisher.ts';
export { exportIati, publishedIati, type IatiFile } from './queries.ts';
export { noteText, problemText } from './remarks.ts';
