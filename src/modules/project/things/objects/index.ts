export { addObject, changeObject, removeObject } from './commands.ts';
export { mostPhotos, ObjectForm, objectStates, PhotoForm, photoLimit, Revision, type ObjectInput, type ObjectRow, type ObjectState, type Photo, type PhotoInput, type ProjectObject } from './model.ts';
export { addPhoto, assertMayAddPhoto, changePhoto, removePhoto } from './photos.ts';
export { objectPage, objectsOf, objectsPage, photoDownload, photoPage, writesObject, type ObjectPage, type ObjectsPage } from './queries.ts';
export { alternativeProblems, objectRows } from './rules.ts';
