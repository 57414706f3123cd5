import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const messagesDir = join(root, 'src/i18n/messages');
const languages = ['lv', 'lt', 'en'] as const;

type Message = string | { declarations?: string[]; selectors?: string[]; match: Record<string, string> }[];
const read = (area: string, language: string) => JSON.parse(readFileSync(join(messagesDir, area, `${language}.json`), 'utf8')) as Record<string, Message>;
const areas = readdirSync(messagesDir);
const textsOf = (message: Message): string[] => (typeof message === 'string' ? [message] : message.flatMap((variant) => Object.values(variant.match)));
const parameters = (message: Message): string[] => [...new Set(textsOf(message).flatMap((t) => [...t.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '')))].sort();

test('every text exists in every language, with the same parameters', () => {
	const faults: string[] = [];
	for (const area of areas) {
		const [lv, lt, en] = languages.map((l) => read(area, l));
		for (const key of new Set([...Object.keys(lv ?? {}), ...Object.keys(lt ?? {}), ...Object.keys(en ?? {})])) {
			const [a, b, c] = [lv?.[key], lt?.[key], en?.[key]];
			if (a === undefined || b === undefined || c === undefined) faults.push(`${area}/${key} is missing in ${[a === undefined && 'lv', b === undefined && 'lt', c === undefined && 'en'].filter(Boolean).join(', ')}`);
			else if (String(parameters(a)) !== String(parameters(c)) || String(parameters(b)) !== String(parameters(c))) faults.push(`${area}/${key} has other parameters in one language`);
		}
	}
	expect(faults).toEqual([]);
});

test('a key stands in one area only', () => {
	const keys = areas.flatMap((area) => Object.keys(read(area, 'en')));
	expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

test('a plural has every category of its language', () => {
	const faults: string[] = [];
	for (const area of areas) {
		for (const language of languages) {
			const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
			for (const [key, message] of Object.entries(read(area, language))) {
				if (typeof message === 'string') continue;
				for (const variant of message) {
					if (!variant.declarations?.some((d) => d.includes(': plural'))) continue;
					const found = new Set(Object.keys(variant.match).flatMap((m) => [...m.matchAll(/=(\w+|\*)/g)].map((x) => x[1] ?? '')));
					if (found.has('*')) continue;
					for (const category of needed) if (!found.has(category)) faults.push(`${language} ${area}/${key} lacks "${category}"`);
				}
			}
		}
	}
	expect(faults).toEqual([]);
});

test('no text is empty, doubled in spaces or left in another language', () => {
	const faults: string[] = [];
	for (const area of areas) {
		for (const language of languages) {
			for (const [key, message] of Object.entries(read(area, language))) {
				for (const text of textsOf(message)) if (!text.trim() || text !== text.trim() || / {2}/.test(text)) faults.push(`${language} ${area}/${key}: "${text}"`);
			}
		}
		for (const [key, english] of Object.entries(read(area, 'en'))) {
			const words = textsOf(english).join(' ').split(/\s+/).length;
			if (words < 4) continue;
			for (const language of ['lv', 'lt'] as const) if (JSON.stringify(read(area, language)[key]) === JSON.stringify(english)) faults.push(`${language} ${area}/${key} is still English`);
		}
	}
	expect(faults).toEqual([]);
});

test('every error code in the code has its sentence', () => {
	const src = join(root, 'src');
	const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && !f.startsWith('i18n/generated'));
	const known = new Set(areas.flatMap((area) => Object.keys(read(area, 'en'))));
	// Problems with an answer are told on the respondents' pages, whose words lie apart.
	for (const key of Object.keys(JSON.parse(readFileSync(join(src, 'door/words/en.json'), 'utf8')) as object)) if (key.startsWith('problem.')) known.add(`answering ${key.slice('problem.'.length)}`);
	// Findings of the document check explain themselves under a name of their own.
	const explained = (file: string, code: string) => file.startsWith('modules/project/check/') && known.has(`check_explain_${code}`);
	const said = (file: string, code: string) => code === 'custom' || explained(file, code) || known.has(`error_${code}`) || (file.startsWith('modules/survey/answering/') && known.has(`answering ${code}`));
	const missing = new Set<string>();
	for (const file of files) {
		const text = readFileSync(join(src, file), 'utf8');
		for (const [, code] of text.matchAll(/new (?:Conflict|Forbidden|NotFound)\('([a-z_0-9]+)'/g)) if (!known.has(`error_${code}`)) missing.add(`error_${code} (${file})`);
		for (const [, code] of text.matchAll(/new AppError\(\d+, '([a-z_0-9]+)'/g)) if (!known.has(`error_${code}`)) missing.add(`error_${code} (${file})`);
		for (const [, code] of text.matchAll(/(?:code|error): '([a-z][a-z_0-9]+)'/g)) if (file.includes('modules/') || file.includes('routes/')) if (!said(file, code ?? '')) missing.add(`error_${code} (${file})`);
	}
	expect([...missing]).toEqual([]);
});

test('every action that a command audits has words, and the filter of the audit names it', async () => {
	const src = join(root, 'src');
	const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => /^modules.*\.ts$/.test(f) && !f.endsWith('.test.ts'));
	const written = new Set(files.flatMap((f) => [...readFileSync(join(src, f), 'utf8').matchAll(/'((?:[a-z]+|sign-in-link)\.[a-z_]+)'/g)].map((match) => match[1] ?? '')));
	const { auditActions, actionText } = await import('../../src/routes/audit/actions.ts');
	const audited = [...written].filter((action) => /^(assessment|assessor|code|consensus|cycle|evidence|institution|invitation|membership|methodology|person|questionnaire|region|report|score|scoring|sign-in-link|survey|territory)\./.test(action) && !/\.(id|ts|invented|region_id|[a-z]+_id|name|at|state|seq|email|erased_at|methodology_version_id|mode|kind|starts_on|ends_on)$/.test(action));
	const known = new Set<string>(auditActions);
	expect(audited.length).toBeGreaterThan(25);
	expect(auditActions.filter((action) => actionText(action) === action)).toEqual([]);
	expect(audited.filter((action) => /(?:ed|out|back|edited)$/.test(action) && !known.has(action))).toEqual([]);
});
