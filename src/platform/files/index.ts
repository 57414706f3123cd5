export { downloadResponse, type Download } from './download.ts';
export { attachment, extensionOf, safeFileName } from './names.ts';
export { fileLimit, spool, type FileLimits, type SpooledFile } from './spool.ts';
export { fileInfo, readFile, storeFile, storeSpooled, type StoredFile } from './store.ts';
export { allowedExtensions, mediaTypeOf } from './types.ts';
export { readUpload, readUploads, type Upload, type Uploads } from './upload.ts';
