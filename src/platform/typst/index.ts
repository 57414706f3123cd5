import type { RenderOptions } from './model.ts';
import { createRenderer } from './renderer.ts';

const renderer = createRenderer({ timeout: 60_000, idle: 20_000, waiting: 200 });

/**
 * Renders a Typst template (path from the root of the package) to a tagged PDF/UA-1 file. The template reads its input from
 * `input.json` beside it: `{ title, locale, data }`. The same input gives the same bytes on every machine. Throws an
 * AppError 503 when too many documents wait, and an Error when the template fails or takes longer than a minute.
 */
export const renderPdf = (template: string, data: unknown, options: RenderOptions): Promise<Uint8Array> => renderer.render(template, data, options);

/** Ends the rendering process; for the end of the program. */
export const stopRendering = (): void => renderer.stop();
