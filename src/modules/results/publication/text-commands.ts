import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound, type FieldError } from '#platform/errors.ts';
import type { SurveyId } from '#platform/ids.ts';
import { answersEndAt, maySeeFigures, mayReadTexts, nextSurveyState, readSurvey, getQuestionnaire, textQuestions, variantOf, type AnswerText, type Survey, type VariantName } from '../../survey/index.ts';
import { loadFigured } from './queries.ts';
import { selectLatest } from './store.ts';
import { countMostUnread, countReceived, countTexts, lockTexts, selectReleased, selectTexts, selectUnread, updateTexts } from './text-store.ts';
import { isShortened, type FreeText, type TextState } from './texts.ts';

/** How many texts a reader sees on one page. */
export const textsAtOnce = 10;

export interface TextsToRead {
	readonly survey: Survey;
	readonly counts: Readonly<Record<TextState, number>>;
	readonly texts: readonly (FreeText & { readonly asked: AnswerText })[];
	/** Fewer than k people's texts are surely unread and more may come: whoever reads each as it comes could tell by the hour who wrote it. */
	readonly waiting: boolean;
}

/** Texts of one state for a reader; while answers may come, new ones only from k to one question on. Forbidden for who may see only figures, NotFound for everybody else; Conflict before the survey is open. */
export async function textsToRead(context: Context, surveyId: string, state: TextState): Promise<TextsToRead> {
	const survey = await loadForReading(context, surveyId);
	const [counts, questionnaire] = [await countTexts(context, survey.id), await getQuestionnaire(context, survey.questionnaireVersionId)];
	const coming = survey.state === 'open' || context.now < answersEndAt(survey);
	const waiting = state === 'new' && coming && (await countMostUnread(context, survey.id)) < survey.minimumGroup;
	const texts = waiting ? [] : await selectTexts(context, survey.id, state, textsAtOnce);
	const asked = (variant: VariantName, id: string): AnswerText => variantOf(questionnaire.document, variant)?.questions.find((question) => question.id === id)?.text ?? {};
	return { survey, counts, waiting, texts: texts.map((text) => ({ ...text, asked: asked(text.variant, text.question) })) };
}

/** Surveys with texts that wait for a reader, those with most first; nothing for who does not read them. */
export const surveysWithUnreadTexts = async (context: Context): Promise<Awaited<ReturnType<typeof selectUnread>>> => (mayReadTexts(context.actor) ? selectUnread(context, null) : []);

/** How many texts of one survey wait for a reader; null for who does not read them. `surveyId` is of a survey that the actor knows. */
export const unreadTextsOf = async (context: Context, surveyId: SurveyId): Promise<number | null> => (mayReadTexts(context.actor) ? ((await selectUnread(context, surveyId))[0]?.count ?? 0) : null);

async function loadForReading(context: Context, surveyId: string): Promise<Survey> {
	const survey = await readSurvey(context, surveyId);
	if (survey.state === 'deleted' || !maySeeFigures(context.actor, survey.institutionId)) throw new NotFound();
	if (!mayReadTexts(context.actor)) throw new Forbidden();
	if (nextSurveyState(survey.state, 'read-texts') === null) throw new Conflict('survey_state');
	return survey;
}

export interface ReaderDecision {
	readonly id: string;
	/** The state in which the reader saw the text. */
	readonly seen: TextState;
	readonly decision: 'release' | 'withhold';
	/** What is to be released; may be shortened. */
	readonly text: string;
}

/**
 * Releases (perhaps shortened) or withholds texts that a reader has read. Rights as `textsToRead`. Invalid at `text_<id>` for a
 * text that is empty or has words that the original lacks; Conflict when somebody else decided one since it was shown.
 */
export async function decideTexts(context: Context, surveyId: string, decisions: readonly ReaderDecision[]): Promise<{ released: number; withheld: number }> {
	const survey = await loadForReading(context, surveyId);
	const texts = await lockTexts(context, survey.id, decisions.map(({ id }) => id));
	const problems: Record<string, FieldError> = {};
	const made = decisions.map(({ id, seen, decision, text }) => {
		const found = texts.get(id);
		if (!found) throw new NotFound();
		if (found.state !== seen) throw new Conflict('texts_changed_elsewhere');
		const released = decision === 'release' ? text.trim() : null;
		if (released === '') problems[`text_${id}`] = { code: 'required' };
		else if (released !== null && !isShortened(found.body, released)) problems[`text_${id}`] = { code: 'texts_not_shortened' };
		return { id, released, shortened: released !== null && released !== found.body };
	});
	if (Object.keys(problems).length > 0) throw new Invalid(problems);
	await updateTexts(context, survey.id, made);
	const released = made.filter((decision) => decision.released !== null).length;
	const withheld = made.length - released;
	if (made.length > 0)
		await audit(context, { action: 'survey.texts_read', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { released, withheld, shortened: made.filter(({ shortened }) => shortened).length } });
	return { released, withheld };
}

export interface ReleasedTexts {
	readonly variant: VariantName;
	readonly question: string;
	readonly asked: AnswerText;
	/** In random order, never by group. */
	readonly texts: readonly string[];
}

/**
 * Texts that a reader released, by question. Empty before the first publication; a question is left out while fewer than k
 * texts came that are surely not from open links. For who may see figures, NotFound otherwise.
 */
export async function releasedTexts(context: Context, surveyId: string): Promise<ReleasedTexts[]> {
	const survey = await loadFigured(context, surveyId);
	if (!(await selectLatest(context, survey.id))) return [];
	const [{ received, open }, released, { document }] = [await countReceived(context, survey.id), await selectReleased(context, survey.id), await getQuestionnaire(context, survey.questionnaireVersionId)];
	const enough = (variant: VariantName, question: string): boolean => (received.find((row) => row.variant === variant && row.question === question)?.count ?? 0) - (open.get(variant) ?? 0) >= survey.minimumGroup;
	return survey.variants.flatMap((variant) => {
		const content = variantOf(document, variant);
		return (content ? textQuestions(content) : []).flatMap(({ id, text }) => {
			const texts = released.filter((row) => row.variant === variant && row.question === id).map((row) => row.text);
			return texts.length > 0 && enough(variant, id) ? [{ variant, question: id, asked: text, texts }] : [];
		});
	});
}
