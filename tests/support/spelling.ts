import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { loadModule } from 'hunspell-asm';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

/** Languages whose wording is checked; Russian stands only where clients answer. */
export type SpelledLanguage = 'lv' | 'lt' | 'ru';

export interface Speller {
	/** True when the dictionary, or the reviewed list of the field's words, knows the word. */
	knows(word: string): boolean;
	close(): void;
}

/** Opens the hunspell dictionary of a language together with tests/rules/words.<language>.txt. */
export async function openSpeller(language: SpelledLanguage): Promise<Speller> {
	const factory = await loadModule();
	const dir = dirname(require.resolve(`dictionary-${language}`));
	const aff = factory.mountBuffer(readFileSync(join(dir, 'index.aff')), `${language}.aff`);
	const dic = factory.mountBuffer(readFileSync(join(dir, 'index.dic')), `${language}.dic`);
	const hunspell = factory.create(aff, dic);
	const reviewed = new Set(readFileSync(join(root, `tests/rules/words.${language}.txt`), 'utf8').split('\n').map((w) => w.trim()).filter((w) => w && !w.startsWith('#')));
	return {
		knows: (word) => reviewed.has(word) || reviewed.has(word.toLowerCase()) || hunspell.spell(word) || hunspell.spell(word.toLowerCase()),
		close: () => hunspell.dispose()
	};
}

export interface Sentence {
	readonly where: string;
	readonly text: string;
}

/** Every sentence of the product in one language: messages, methodologies, questionnaires, respondents' pages, invented remarks. */
export function sentencesOf(language: SpelledLanguage): Sentence[] {
	const found: Sentence[] = [];
	const walk = (value: unknown, where: string): void => {
		if (typeof value === 'string') found.push({ where, text: value });
		else if (Array.isArray(value)) value.forEach((item, i) => walk(item, `${where}[${i}]`));
		else if (value && typeof value === 'object') for (const [key, item] of Object.entries(value)) walk(item, `${where}.${key}`);
	};
	// In a tree of several languages only the texts of this one are read.
	const pick = (value: unknown, where: string): void => {
		if (Array.isArray(value)) value.forEach((item, i) => pick(item, `${where}[${i}]`));
		else if (value && typeof value === 'object') {
			for (const [key, item] of Object.entries(value)) {
				if (key === language) walk(item, where);
				else if (!/^(lv|lt|en|ru)$/.test(key)) pick(item, `${where}.${key}`);
			}
		}
	};
	for (const area of language === 'ru' ? [] : readdirSync(join(root, 'src/i18n/messages'))) {
		const messages = JSON.parse(readFileSync(join(root, 'src/i18n/messages', area, `${language}.json`), 'utf8')) as Record<string, unknown>;
		for (const [key, message] of Object.entries(messages)) {
			const texts = typeof message === 'string' ? [message] : (message as { match: Record<string, string> }[]).flatMap((m) => Object.values(m.match));
			for (const text of texts) found.push({ where: `${area}/${key}`, text });
		}
	}
	const yamlFiles = ['library', 'questionnaires'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.yaml')).map((f) => join(folder, f)));
	for (const words of [`src/door/words/${language}.json`, `src/modules/survey/running/words/${language}.json`]) walk(JSON.parse(readFileSync(join(root, words), 'utf8')), words);
	for (const file of [...yamlFiles, 'src/program/demo/comments.yaml']) pick(parse(readFileSync(join(root, file), 'utf8')), file);
	return found;
}

/** The words of a sentence; placeholders, addresses, codes and numbers are none. */
export function wordsOf(text: string): string[] {
	return text
		.replace(/\{\w+\}/g, ' ')
		.replace(/https?:\/\/\S+|\S+@\S+|\/[a-z]\S*/g, ' ')
		.split(/[^\p{L}\p{M}’'-]+/u)
		.flatMap((w) => w.split(/[-–]/))
		.map((w) => w.replace(/^['’]+|['’]+$/g, ''))
		.filter((w) => w.length > 2 && !/^\p{Lu}{2,}$/u.test(w));
}
