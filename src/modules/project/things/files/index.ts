export { addFile, assertMayAddFile, changeFile, removeFile } from './commands.ts';
export { FileChange, FileForm, type FileInput, type ProjectFile } from './model.ts';
export { fileDownload, filePage, filesOf, filesPage, publicFileDownload, publicFilesOf, type FilesPage } from './queries.ts';
