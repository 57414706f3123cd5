import { z } from 'zod';
import { MethodologyDocument } from './model.ts';

/** The JSON Schema of the file format, for editors that complete and check while one types; docs/methodology.schema.json. */
export function methodologyJsonSchema(): string {
	const schema = z.toJSONSchema(MethodologyDocument, { io: 'input', unrepresentable: 'any' });
	return `${JSON.stringify({ ...schema, title: 'SocQuality methodology', description: 'A quality framework as data: docs/methodology-format.md' }, null, '\t')}\n`;
}
