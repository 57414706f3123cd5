import { expect, test } from 'vitest';
import { checkDocuments } from './check.ts';
import { cases } from './cases.testing.ts';
import { written } from './samples.testing.ts';

test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { texts, expected }) => {
	const files = texts.map((text, index) => written(`${index + 1}`, text));
	const results = checkDocuments(files);
	expect(results.map(({ kind, code, cause }) => `${kind} ${code}${cause ? ` ${cause}` : ''}`).toSorted()).toEqual([...expected].toSorted());
	// Word for word, at the line that is named.
	for (const { text, file, line } of results.flatMap((result) => result.values)) expect(files[Number(file) - 1]?.lines[line - 1]?.text).toContain(text);
});
