import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFound } from '#platform/errors.ts';
import { inLocale, type LocalizedText } from '#platform/locale.ts';
import type { Context } from '#platform/context.ts';
import { renderPdf } from '#platform/typst/index.ts';
import { packageRoot } from '#platform/typst/root.ts';
import { getInstitution } from '../../../territory/index.ts';
import { answerLanguages, variantNames, type AnswerLanguage, type Variant, type VariantName } from '../../questionnaire/model.ts';
import { getQuestionnaire, readerTestsOf, variantOf } from '../../questionnaire/index.ts';
import { loadSurvey } from '../../running/index.ts';
import { formView, inLanguageOf } from './view.ts';

const template = 'src/modules/survey/paper/templates/form.typ';

type Run = <T>(work: (context: Context) => Promise<T>) => Promise<T>;

/** One form that can be printed. */
export interface FormChoice {
	readonly variant: VariantName;
	readonly language: AnswerLanguage;
}

/** The forms of a survey: each of its variants in each of its languages that the questionnaire is written in. */
export async function formsOf(context: Context, surveyId: string): Promise<{ survey: Awaited<ReturnType<typeof loadSurvey>>; institution: LocalizedText; forms: readonly FormChoice[] }> {
	const survey = await loadSurvey(context, surveyId);
	const { document } = await getQuestionnaire(context, survey.questionnaireVersionId);
	const institution = await getInstitution(context, survey.institutionId);
	const forms = survey.variants.flatMap((variant) => {
		const written = variantOf(document, variant)?.languages ?? [];
		return survey.languages.filter((language) => written.includes(language)).map((language) => ({ variant, language }));
	});
	return { survey, institution: institution.name, forms };
}

/**
 * The form of a survey to print and fill in by hand: a tagged PDF/UA-1 file, the same bytes each time. For everyone who
 * sees the survey; NotFound for all others, and for a variant or language that the survey does not offer.
 */
export async function issueForm(run: Run, surveyId: string, wanted: { variant: string; language: string }): Promise<{ bytes: Uint8Array; fileName: string }> {
	const variant = variantNames.find((name) => name === wanted.variant);
	const language = answerLanguages.find((name) => name === wanted.language);
	const { source, title, timestamp, slug } = await run(async (context) => {
		const { survey, institution, forms } = await formsOf(context, surveyId);
		if (!variant || !language || !forms.some((form) => form.variant === variant && form.language === language)) throw new NotFound();
		const { document, slug } = await getQuestionnaire(context, survey.questionnaireVersionId);
		const tests = variant === 'easy' ? await readerTestsOf(context, survey.questionnaireVersionId) : [];
		return {
			// Institutions have no Russian name; in Latvia and Lithuania their own language is what stands on the door.
			source: { document, variant, language, institution: inLocale(institution, language === 'ru' ? 'lv' : language), survey, testedWithReaders: tests.some((test) => test.language === language) },
			title: inLanguageOf(document.title, language),
			timestamp: survey.createdAt,
			slug
		};
	});
	const drawn = variantOf(source.document, source.variant);
	const pictures = drawn ? await readPictures(drawn) : new Map<string, number[]>();
	const bytes = await renderPdf(template, formView({ ...source, pictures }), { locale: source.language, timestamp, title: `${title} – ${source.institution}` });
	return { bytes, fileName: `${slug}.${source.variant}.${source.language}.pdf` };
}

/** The drawings that a variant names, as far as the product has them. */
async function readPictures(variant: Variant): Promise<Map<string, number[]>> {
	const options = [...Object.values(variant.scales).flatMap((scale) => scale.options), ...variant.questions.flatMap((question) => ('options' in question ? question.options : []))];
	const names = new Set([...options, ...variant.questions].flatMap(({ picture }) => (picture === undefined ? [] : [picture])));
	const folder = join(packageRoot(), 'static/pictures');
	const drawings = await Promise.all([...names].map(async (name) => [name, await readFile(join(folder, `${name}.svg`)).catch(() => null)] as const));
	return new Map(drawings.flatMap(([name, bytes]) => (bytes === null ? [] : [[name, [...bytes]]])));
}
