export { openSound, prepareSpeech } from './audio/index.ts';
export { openDoor, type Door } from './handler.ts';
export { previewHeaders, renderPreview } from './preview.ts';
