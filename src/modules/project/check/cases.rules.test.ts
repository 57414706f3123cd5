import { expect, test } from 'vitest';
import { checkDocuments } from './check.ts';
import { newsCases } from './cases-news.testing.ts';
import { officeCases } from './cases-office.testing.ts';
import { cases } from './cases.testing.ts';
import { written } from './samples.testing.ts';

test.each([...cases, ...officeCases, ...newsCases].map((one) => [one.name, one] as const))('%s', (_name, { texts, expected }) => {
	const files = texts.map((text, index) => written(`${index + 1}`, text));
	const results = checkDocuments(files);
	expect(results.map(({ kind, code, cause }) => `${kind} ${code}${cause ? ` ${cause}` : ''}`).toSorted()).toEqual([...expected].toSorted());
	// Word for word, at the line that is named.
	for (const { text, file, line } of results.flatMap((result) => result.values)) expect(files[Number(file) - 1]?.lines[line - 1]?.text).toContain(text);
});
