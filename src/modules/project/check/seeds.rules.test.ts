import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkDocuments } from './check.ts';
import type { CheckedText, CheckResult } from './model.ts';
import { written } from './samples.testing.ts';

// The region's own published texts lie beside the project on the machines where it is built, not in it.
const folder = join(import.meta.dirname, '../../../../../shared/seeds');
const files = { plan: '000_339dff6184a2d4d0.txt', concept: '001_b537c4b095e1f28b.txt', article: '002_0f6166c869d756f3.txt', octopus: '003_17ed4f7446dc636f.txt', list: '004_33dcfaaf90d00616.txt' };
const texts = (): CheckedText[] => Object.entries(files).map(([name, file]) => written(name, readFileSync(join(folder, file), 'utf8')));
const told = (results: readonly CheckResult[]): string[] => results.map(({ kind, severity, code, values }) => `${kind} ${severity} ${code} ${values.slice(0, 2).map((v) => `${v.value}@${v.file}:${v.line}`).join(' | ')}`).toSorted();

test.skipIf(!existsSync(folder))('on the five texts: every contradiction, change and gap found by reading them, and nothing else', () => {
	expect(told(checkDocuments(texts()))).toEqual(
		[
			// Two digits of the ERDF figure are swapped in the closing article.
			'contradiction error fund_differs 672576.74 EUR@article:9 | 672567.74 EUR@article:24',
			// Eight exchange visits planned, five reported.
			'contradiction warning count_not_reached 8@plan:41 | 5@article:5',
			// "Seven municipalities", of which three are centres.
			'contradiction note count_list_kind 7@article:7 | 4@article:7',
			// The concept was another project.
			'changed note total_changed 941000.00 EUR@concept:57 | 791256.20 EUR@plan:49',
			'changed note fund_changed 799850.00 EUR@concept:59 | 672567.74 EUR@plan:49',
			'changed note count_changed 5@concept:43 | 8@plan:41',
			'changed note count_changed 4@concept:52 | 7@article:5',
			'changed note count_thing_changed 7 sociālie pakalpojumi@concept:42 | 7 partneru sociālos pakalpojumus sniedzošās institūcijās@plan:24',
			'changed note count_thing_changed 5 tēmām@concept:43 | 5 partneriem kopīgi apmācību pasākumi@plan:42',
			'changed note partners_changed Kauņas rajona sociālo pakalpojumu centrs@concept:18 | Jonišķu A.Raudonikia Mākslas skolas Atvērto jauniešu centru@article:7',
			'changed note places_changed Krekenava@concept:46 | Jonišķu@plan:29',
			// "Projekta partneri:" with nothing behind it.
			'unread note unread_partners Projekta partneri:@plan:13',
			'unread note unread_partners Projekta partneri:@octopus:13'
		].toSorted()
	);
});

test.skipIf(!existsSync(folder))('figures that agree raise no alarm: each text alone, and OCTOPUS beside the list of projects', () => {
	const all = texts();
	const [plan, concept, article, octopus, list] = all as [CheckedText, CheckedText, CheckedText, CheckedText, CheckedText];
	for (const text of [plan, concept, octopus, list]) expect(told(checkDocuments([text])).filter((line) => !line.startsWith('unread'))).toEqual([]);
	// 705 573,37 and 599 737,33; 24 months; years and months instead of days; 76 500, 00 is 85 % of 90 000,00.
	expect(told(checkDocuments([octopus, list])).filter((line) => !line.startsWith('unread'))).toEqual([]);
	expect(told(checkDocuments([plan, octopus, list])).filter((line) => !line.startsWith('unread'))).toEqual([]);
	expect(told(checkDocuments([article])).filter((line) => line.includes('error'))).toHaveLength(1);
});

test.skipIf(!existsSync(folder))('the likely cause of the swapped digits is named and nearly certain', () => {
	const [first] = checkDocuments(texts());
	expect(first).toMatchObject({ code: 'fund_differs', cause: 'swapped_digits', project: 'LLI-317', params: { fund: 'ERAF' } });
	expect(first?.confidence).toBeGreaterThanOrEqual(0.95);
});
