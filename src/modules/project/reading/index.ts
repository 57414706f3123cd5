import { readPasted } from './plain.ts';
import type { ReadText } from './model.ts';
import { createReader } from './reader.ts';

export { characterLimit, documentLimit, Unreadable, unreadableCodes, unreadReasons, type ReadLine, type ReadText, type UnreadPlace, type UnreadReason } from './model.ts';

const reader = createReader({ timeout: 20_000, idle: 10_000, waiting: 40, memory: 512 });

/**
 * Reads a PDF, DOCX, HTML or TXT file as lines of text (a paragraph, an item or a row of a table is one line), by what it
 * is and not by its name. It is read in a process of its own with 20 s and 900 MB at most, so that no file harms the
 * program. Throws Unreadable (empty, binary, another kind, encrypted, damaged, only pictures, too large, too heavy) and
 * AppError 503 when too many documents wait.
 */
export const readDocument = (name: string, bytes: Uint8Array): Promise<ReadText> => reader.read(name, bytes);

/** A text that was pasted, as `readDocument` gives it. */
export const readPastedText = (name: string, text: string): ReadText => ({ name, ...readPasted(text) });

/** Ends the reading process; for the end of the program. */
export const stopReading = (): void => reader.stop();
