import { attachment } from '#platform/files/index.ts';

/** A methodology as a file to save. */
export const yamlResponse = (name: string, text: string): Response =>
	new Response(text, { headers: { 'content-type': 'application/yaml; charset=utf-8', 'content-disposition': attachment(name) } });
