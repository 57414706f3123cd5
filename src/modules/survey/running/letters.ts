import { encode } from 'uqr';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts';
import { absoluteUrl } from '#platform/mail/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { renderPdf } from '#platform/typst/index.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { getInstitution, listInstitutions } from '../../territory/index.ts';
import { groupedToken, normaliseToken, tokenSha256 } from '../answering/token.ts';
import { answeringState } from '../lifecycle.ts';
import type { Survey } from '../model.ts';
import { mayKeepQuestionnaires } from '../policy.ts';
import { getQuestionnaire } from '../questionnaire/index.ts';
import type { AnswerLanguage, QuestionnaireDocument, VariantName } from '../questionnaire/model.ts';
import { readLink } from './link-store.ts';
import { loadToInvite, makeBatch, withdrawBatch } from './links.ts';
import { momentInSentence, nameFor, surveyNameIn, word } from './words.ts';

const template = 'src/modules/survey/running/templates/letters.typ';

/** The most letters of one file: a minute's rendering, and as much as a person folds in a day. */
export const mostLetters = 500;
/** The longest sentence of its own that an institution adds to a letter; more would not fit on the page. */
export const longestSentence = 300;

/** Letters of one survey in one wording. */
export interface LetterOrder {
	readonly surveyId: string;
	readonly count: number;
	readonly language: AnswerLanguage;
	readonly variant: VariantName;
}

type Run = <T>(work: (context: Context) => Promise<T>) => Promise<T>;
interface File {
	readonly bytes: Uint8Array;
	readonly fileName: string;
}

/**
 * Prints letters with new one-time links, for one survey or merged for several: a tagged PDF/UA-1 file with one letter a
 * page. The links are in the file and nowhere else; when it cannot be made they are withdrawn. Errors as `makeBatch`;
 * Invalid also when there are more than `mostLetters` in all or none.
 */
export async function printLetters(run: Run, orders: readonly LetterOrder[], sentence: string): Promise<File> {
	const { letters, batches, slug, now } = await run(async (context) => {
		const total = orders.reduce((sum, { count }) => sum + count, 0);
		if (!(total >= 1 && total <= mostLetters)) throw new Invalid({ count: { code: 'survey_count_wrong', params: { max: mostLetters } } });
		if (sentence.length > longestSentence) throw new Invalid({ sentence: { code: 'too_long', params: { max: longestSentence } } });
		const institutions = new Map<string, { name: LocalizedText; slug: string }>((await listInstitutions(context)).map((institution) => [institution.id, institution]));
		const made: { letters: Letter[]; batches: { surveyId: string; batch: string }[] } = { letters: [], batches: [] };
		for (const order of orders.filter(({ count }) => count > 0)) {
			const { survey, batch, tokens } = await makeBatch(context, order.surveyId, order.count, { variant: order.variant, language: order.language });
			if (answeringState(survey, context.now) === 'closed') throw new Conflict('survey_takes_no_answers');
			const { document } = await getQuestionnaire(context, survey.questionnaireVersionId);
			const name = institutions.get(survey.institutionId)?.name ?? {};
			made.batches.push({ surveyId: survey.id, batch });
			made.letters.push(...tokens.map((token) => letterView({ survey, document, institution: name, language: order.language, token, sentence })));
		}
		const first = made.batches[0] ? await loadToInvite(context, made.batches[0].surveyId, {}) : null;
		return { ...made, slug: made.batches.length === 1 && first ? (institutions.get(first.institutionId)?.slug ?? 'survey') : 'surveys', now: context.now };
	});
	const language = letters[0]?.language ?? 'lv';
	try {
		return { bytes: await renderPdf(template, { letters }, { locale: language, timestamp: now, title: letters[0]?.title ?? '' }), fileName: `${slug}.letters.pdf` };
	} catch (problem) {
		await run(async (context) => {
			for (const { surveyId, batch } of batches) await withdrawBatch(context, surveyId, batch);
		});
		throw problem;
	}
}

/** Letters for several institutions at once are the business of who runs the region. */
export async function printMergedLetters(run: Run, orders: readonly LetterOrder[], sentence: string): Promise<File> {
	await run(async (context) => {
		if (!mayKeepQuestionnaires(context.actor)) throw new Forbidden();
	});
	return printLetters(run, orders, sentence);
}

/**
 * A poster with an open link that was just made: the token is known only to who made it. NotFound when the survey has no
 * such open link in force.
 */
export async function printPoster(run: Run, surveyId: string, input: { token: string; language: AnswerLanguage; sentence: string }): Promise<File> {
	const { view, slug, now } = await run(async (context) => {
		const survey = await loadToInvite(context, surveyId, { language: input.language });
		const token = normaliseToken(input.token);
		const link = token === null ? null : await readLink(context, survey.id, tokenSha256(token));
		if (token === null || link?.kind !== 'open') throw new NotFound();
		const [institution, { document }] = [await getInstitution(context, survey.institutionId), await getQuestionnaire(context, survey.questionnaireVersionId)];
		await audit(context, { action: 'survey.poster_printed', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId });
		return { view: posterView({ survey, document, institution: institution.name, language: input.language, token, sentence: input.sentence.slice(0, longestSentence) }), slug: institution.slug, now: context.now };
	});
	return { bytes: await renderPdf(template, { letters: [view] }, { locale: view.language, timestamp: now, title: view.title }), fileName: `${slug}.poster.pdf` };
}

interface Source {
	readonly survey: Survey;
	readonly document: QuestionnaireDocument;
	readonly institution: LocalizedText;
	readonly language: AnswerLanguage;
	readonly token: string;
	readonly sentence: string;
}

type Letter = ReturnType<typeof letterView>;

/** One letter as the template needs it: all texts in the reader's language. */
function letterView(source: Source) {
	const { language, sentence } = source;
	const params = paramsOf(source);
	return {
		...common(source, params),
		kind: 'letter',
		title: word(language, 'letter_title'),
		greeting: word(language, 'greeting'),
		sentence: sentence.trim(),
		free: word(language, 'letter_free'),
		secret: word(language, 'letter_secret'),
		how_title: word(language, 'letter_how'),
		how: (['letter_phone', 'letter_computer', 'letter_help'] as const).map((key) => word(language, key, params)),
		code_label: word(language, 'letter_code'),
		whom: word(language, 'letter_whom')
	};
}

function posterView(source: Source) {
	const { language, sentence } = source;
	return { ...common(source, paramsOf(source)), kind: 'poster', title: word(language, 'poster_title'), sentence: sentence.trim(), free: word(language, 'mail_free') };
}

function common(source: Source, params: Record<string, string>) {
	const { language, survey, token } = source;
	return {
		language,
		institution: params['institution'] ?? '',
		who: word(language, 'letter_who', params),
		when: word(language, 'letter_when', params),
		site: params['site'] ?? '',
		code: groupedToken(token),
		qr: squareCode(params['address'] ?? ''),
		qr_alt: word(language, 'letter_qr', params),
		whom_text: word(language, 'letter_whom_text'),
		contact: survey.contact[language] ?? ''
	};
}

function paramsOf({ survey, document, institution, language, token }: Source): Record<string, string> {
	const address = absoluteUrl(getRuntime().config, `/s/${token}`);
	return {
		institution: nameFor(institution, language),
		survey: surveyNameIn(survey, document, language),
		from: momentInSentence(survey.opensAt, language),
		until: momentInSentence(survey.closesAt, language),
		address,
		site: address.slice(0, -token.length).replace(/^https:\/\//, '')
	};
}

/** A QR code as dark runs of its rows: column, row, length. */
function squareCode(text: string): { size: number; runs: [number, number, number][] } {
	const { size, data } = encode(text, { ecc: 'M', border: 0 });
	const runs: [number, number, number][] = [];
	for (const [y, row] of data.entries()) {
		for (let x = 0; x < size; x++) {
			const from = x;
			while (x < size && row[x]) x++;
			if (x > from) runs.push([from, y, x - from]);
		}
	}
	return { size, runs };
}
