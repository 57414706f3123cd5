export { openDoor, type Door, type Sound } from './handler.ts';
export { previewHeaders, renderPreview } from './preview.ts';
