import { formatDay } from '#i18n/format.ts';
import { m, messageOf } from '#i18n/text.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict } from '#platform/errors.ts';
import { inLocale, type Locale, type LocalizedText } from '#platform/locale.ts';
import { writeCsv, writeXlsx, type Cell, type Sheet } from '#platform/sheets/index.ts';
import { choicesOf, closedQuestions, getQuestionnaire, variantOf, type AnswerText, type MeanFigures, type QuestionnaireDocument, type VariantName } from '../../survey/index.ts';
import type { QuestionFigures, ShownPublication, SurveyResults, VariantResult } from '../survey/model.ts';
import { surveyResults } from '../survey/queries.ts';
import type { HiddenReason, Publication } from './model.ts';
import { selectLatest } from './store.ts';

/** One published number with its place: everything that the files hold, one fact a line. */
export interface Fact {
	readonly variant: VariantName;
	/** Null for everybody. */
	readonly by: string | null;
	readonly group: string | null;
	/** Id of a question or battery; `index`; null for the group itself. */
	readonly item: string | null;
	readonly measure: Measure;
	/** Id of the answer that is counted. */
	readonly answer: string | null;
	readonly value: number | string;
}
export const measures = ['responses', 'n', 'count', 'share', 'mean', 'sd', 'ci95-low', 'ci95-high', 'top-two', 'alpha', 'hidden', 'among', 'repeats'] as const;
export type Measure = (typeof measures)[number];
/** The codes of hidden figures as they stand in the files, for the sentence of the codebook that explains them. */
const reasonCodes = { few: 'too-few', small: 'small-groups', complementary: 'complementary', close: 'too-close' } as const satisfies Record<string, HiddenReason>;

interface Published {
	readonly results: SurveyResults;
	readonly shown: ShownPublication;
	readonly publication: Publication;
	readonly questionnaire: QuestionnaireDocument;
}

/** The newest publication with its figures. NotFound for who may not see figures; Conflict before the first publication. */
async function published(context: Context, surveyId: string): Promise<Published> {
	const results = await surveyResults(context, surveyId);
	const publication = await selectLatest(context, surveyId);
	if (!results.shown || !publication) throw new Conflict('publication_none');
	const { document } = await getQuestionnaire(context, publication.document.questionnaire.versionId);
	return { results, shown: results.shown, publication, questionnaire: document };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The figures of a publication, one fact a line, in the order of the questionnaire. */
export function factsOf(variants: readonly VariantResult[]): Fact[] {
	return variants.flatMap((result) => {
		const of = (by: string | null, group: string | null, item: string | null) => (measure: Measure, value: number | string | null | undefined, answer: string | null = null): Fact[] =>
			value === null || value === undefined ? [] : [{ variant: result.variant, by, group, item, measure, answer, value: typeof value === 'number' ? rounded(value) : value }];
		const total = (item: string | null) => of(null, null, item);
		return [
			...total(null)('responses', result.responses),
			...total(null)('hidden', result.hidden),
			...mean(total('index'), result.index?.figures ?? null),
			...result.batteries.flatMap((battery) => [...mean(total(battery.id), battery.mean), ...total(battery.id)('alpha', battery.alpha?.value), ...total(battery.id)('hidden', battery.hidden)]),
			...[...result.batteries.flatMap(({ questions }) => questions), ...result.others].flatMap((question) => [...figures(total(question.id), question.figures, question.choices.map(({ id }) => id)), ...total(question.id)('repeats', question.repeats)]),
			...result.groupings.flatMap(({ by, groups }) =>
				groups.flatMap((group) => {
					const here = (item: string | null) => of(by, group.value, item);
					const choices = (id: string): string[] => result.batteries.flatMap(({ questions }) => questions).find((question) => question.id === id)?.choices.map((choice) => choice.id) ?? [];
					return [
						...here(null)('responses', group.responses),
						...here(null)('hidden', group.hidden),
						...mean(here('index'), group.index),
						...result.batteries.flatMap(({ id }, i) => mean(here(id), group.batteries[i] ?? null)),
						...(group.hidden === null ? group.questions.flatMap((question) => figures(here(question.id), question.figures, choices(question.id))) : [])
					];
				})
			)
		];
	});
}

type Line = (measure: Measure, value: number | string | null | undefined, answer?: string | null) => Fact[];

const mean = (line: Line, of: MeanFigures | null): Fact[] => (of === null ? [] : [...line('n', of.n), ...line('mean', of.mean), ...line('sd', of.sd), ...line('ci95-low', of.ci95?.[0]), ...line('ci95-high', of.ci95?.[1])]);

function figures(line: Line, of: QuestionFigures, choices: readonly string[]): Fact[] {
	const counts = (values: readonly number[]) => values.flatMap((count, i) => line('count', count, choices[i] ?? null));
	switch (of.kind) {
		case 'hidden':
			return line('hidden', of.reason);
		case 'coarse':
			return [...line('n', of.n), ...of.among.flatMap(({ id }) => line('among', 1, id))];
		case 'scale':
			return [...mean(line, of.figures), ...line('top-two', of.figures.topTwo), ...counts(of.counts), ...of.figures.shares.flatMap((share, i) => line('share', share, choices[i] ?? null))];
		case 'choices':
			return [...line('n', of.n), ...counts(of.counts), ...of.shares.flatMap((share, i) => line('share', share?.share, choices[i] ?? null))];
		case 'number':
			return mean(line, of.figures);
		case 'empty':
			return line('n', 0);
	}
}

const ids = ['variant', 'by', 'group', 'item', 'measure', 'answer', 'value'] as const;
const factRow = (fact: Fact): Cell[] => ids.map((id) => fact[id]);

/** The published tables as CSV, one fact a line, with ids; what they mean stands in `codebookCsv`. Errors as `publicationJson`. */
export async function publicationCsv(context: Context, surveyId: string): Promise<string> {
	const { shown } = await published(context, surveyId);
	return writeCsv({ columns: ids.map((header) => ({ header })), rows: factsOf(shown.variants).map(factRow) });
}

/** What the ids in the published tables mean, in the reader's language. Errors as `publicationJson`. */
export async function codebookCsv(context: Context, surveyId: string): Promise<string> {
	const { questionnaire } = await published(context, surveyId);
	return writeCsv(codebook(questionnaire, context.locale));
}

/** The published tables, the codebook and where they come from as a workbook. Errors as `publicationJson`. */
export async function publicationXlsx(context: Context, surveyId: string): Promise<Buffer> {
	const { results, shown, publication, questionnaire } = await published(context, surveyId);
	const locale = context.locale;
	const texts = textsOf(questionnaire, locale);
	const facts: Sheet = {
		name: m.figures_export_sheet_figures({}, { locale }),
		columns: [...ids.map((header) => ({ header, width: 14 })), { header: m.figures_export_text({}, { locale }), width: 70 }],
		rows: factsOf(shown.variants).map((fact) => [...factRow(fact), texts.get(`${fact.variant} ${fact.item ?? fact.by ?? ''}`) ?? null])
	};
	const about: Sheet = {
		name: m.figures_export_sheet_about({}, { locale }),
		columns: [{ header: m.figures_export_survey({}, { locale }), width: 34 }, { header: inLocale(results.survey.name, locale), width: 80 }],
		rows: [
			[m.figures_institution({}, { locale }), inLocale(results.survey.institution, locale)],
			[m.figures_questionnaire_term({}, { locale }), `${texts.get('title') ?? ''} ${results.questionnaire.version}`],
			[m.figures_published({}, { locale }), formatDay(dayOf(shown.publishedAt), locale)],
			[m.figures_answers({}, { locale }), shown.responses],
			[m.figures_export_eligible({}, { locale }), shown.eligible],
			[m.figures_export_minimum({}, { locale }), shown.k],
			[m.figures_export_hash({}, { locale }), publication.sha256]
		]
	};
	return writeXlsx([facts, { ...codebook(questionnaire, locale), name: m.figures_export_sheet_codebook({}, { locale }) }, about], publication.publishedAt);
}

/**
 * The publication as it is stored, with the figures that follow from it, as JSON text. For who may see figures: NotFound
 * otherwise; Conflict before the first publication.
 */
export async function publicationJson(context: Context, surveyId: string): Promise<string> {
	const { shown, publication } = await published(context, surveyId);
	const { number, reason, publishedAt, sha256, document } = publication;
	return `${JSON.stringify({ format: 'socquality-results/1', number, reason, publishedAt, sha256, document, figures: factsOf(shown.variants) }, null, '\t')}\n`;
}

/** Text of a questionnaire in the reader's language, or in another one that it has. */
const said = (text: LocalizedText & AnswerText, locale: Locale): string => inLocale(text, locale) || (text.ru ?? '');

function textsOf(questionnaire: QuestionnaireDocument, locale: Locale): Map<string, string> {
	const texts = new Map([['title', said(questionnaire.title, locale)]]);
	for (const name of Object.keys(questionnaire.variants) as VariantName[]) {
		const variant = variantOf(questionnaire, name);
		for (const { id, title } of variant?.batteries ?? []) texts.set(`${name} ${id}`, said(title, locale));
		for (const { id, text } of variant?.questions ?? []) texts.set(`${name} ${id}`, said(text, locale));
	}
	return texts;
}

/** What the ids of a questionnaire mean, in a language. */
export function codebook(questionnaire: QuestionnaireDocument, locale: Locale): Pick<Sheet, 'columns' | 'rows'> {
	const rows: Cell[][] = measures.map((measure) => [null, 'measure', measure, null, messageOf(`figures_export_measure_${measure.replaceAll('-', '_')}`, reasonCodes, locale)]);
	for (const reason of ['small-groups', 'complementary', 'too-close']) rows.push([null, 'hidden', reason, null, messageOf(`figures_hidden_${reason.replaceAll('-', '_')}`, {}, locale)]);
	rows.push([null, 'hidden', 'too-few', null, m.figures_export_too_few({}, { locale })]);
	rows.push([null, 'item', 'index', null, m.figures_export_index({}, { locale })]);
	for (const name of Object.keys(questionnaire.variants) as VariantName[]) {
		const variant = variantOf(questionnaire, name);
		if (!variant) continue;
		for (const { id, title } of variant.batteries) rows.push([name, 'battery', id, null, said(title, locale)]);
		for (const question of closedQuestions(variant)) {
			rows.push([name, question.kind, question.id, null, said(question.text, locale)]);
			for (const choice of choicesOf(variant, question)) rows.push([name, 'answer', `${question.id}.${choice.id}`, choice.value, choice.label ? said(choice.label, locale) : messageOf(`figures_choice_${choice.id.replaceAll('-', '_')}`, {}, locale)]);
		}
	}
	for (const value of ['no', 'relative', 'staff', 'independent']) rows.push([null, 'group', `assisted.${value}`, null, messageOf(`figures_assisted_${value}`, {}, locale)]);
	rows.push([null, 'group', 'none', null, m.figures_group_none({}, { locale })]);
	return { columns: [{ header: 'variant', width: 12 }, { header: 'kind', width: 12 }, { header: 'id', width: 30 }, { header: 'value', width: 8 }, { header: m.figures_export_text({}, { locale }), width: 90 }], rows };
}
