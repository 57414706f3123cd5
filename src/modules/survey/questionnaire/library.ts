import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalText, hashOfText, normalise, readYaml } from '#modules/methodology/index.ts';
import { keepInStep, syncCatalogue } from '#platform/database/catalogue.ts';
import type { Connection } from '#platform/database/database.ts';
import { QuestionnaireDocument } from './model.ts';

/** Where the questionnaires that ship with the product lie, from this file's place in the source tree. */
export const questionnaireDir = join(import.meta.dirname, '../../../../questionnaires');

/** A shipped file is wrong: one sentence with file, place and problem. */
class QuestionnaireFileError extends Error {}

/** Reads every questionnaire of the library, a file each, in the order of the files' names. Throws QuestionnaireFileError. */
export async function loadQuestionnaireLibrary(dir = questionnaireDir): Promise<QuestionnaireDocument[]> {
	const files = (await readdir(dir)).filter((name) => name.endsWith('.yaml')).sort();
	return Promise.all(files.map((name) => readFileOf(join(dir, name))));
}

async function readFileOf(file: string): Promise<QuestionnaireDocument> {
	const read = readYaml(await readFile(file, 'utf8'));
	if ('problems' in read) throw new QuestionnaireFileError(`${file}:${read.problems[0]?.line ?? 1}: ${read.problems[0]?.code ?? 'wrong'}`);
	const parsed = QuestionnaireDocument.safeParse(read.source.value);
	if (parsed.success) return normalise(parsed.data);
	const [issue] = parsed.error.issues;
	const path = (issue?.path ?? []) as (string | number)[];
	throw new QuestionnaireFileError(`${file}:${read.source.lineOf(path)}: ${path.join('.')}: ${issue?.message ?? 'wrong'}; ${parsed.error.issues.length} problem(s) in all.`);
}

/** The canonical text of a questionnaire and its hash: what is stored, and the name of exactly this content. */
export function sealed(document: QuestionnaireDocument): { sha256: string; slug: string; version: string; document: string } {
	const text = canonicalText(document);
	return { sha256: hashOfText(text), slug: document.id, version: document.version, document: text };
}

/** Puts questionnaires into the catalogue from which regions adopt copies, as the owner of the tables; returns their hashes. */
export async function syncQuestionnaires(owner: Connection, documents: readonly QuestionnaireDocument[]): Promise<string[]> {
	const entries = documents.map(sealed);
	await syncCatalogue(owner, 'library_questionnaire', entries);
	return entries.map(({ sha256 }) => sha256);
}

/** Brings the catalogue up to the files that ship with the product, when they are other files than last time. */
export const keepQuestionnaireCatalogue = (owner: Connection, dir = questionnaireDir): Promise<void> =>
	keepInStep(owner, 'questionnaires', dir, async () => syncQuestionnaires(owner, await loadQuestionnaireLibrary(dir)));
