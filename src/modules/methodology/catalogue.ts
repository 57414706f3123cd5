import { keepInStep } from '#platform/database/catalogue.ts';
import type { Connection } from '#platform/database/database.ts';
import { libraryDir, loadLibrary, syncLibrary } from './library.ts';

/**
 * Brings the catalogue up to the library's files, when they are other files than last time. `owner` owns the tables.
 * Throws LibraryError as `loadLibrary`.
 */
export const keepCatalogue = (owner: Connection, dir = libraryDir): Promise<void> => keepInStep(owner, 'library', dir, async () => syncLibrary(owner, await loadLibrary(dir)));
