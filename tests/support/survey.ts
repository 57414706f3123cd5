import type { ClientConfig } from 'pg';
import { adoptQuestionnaire, createKioskLink, createOneTimeLinks, createOpenLink, createSurvey, loadQuestionnaireLibrary, openSurvey, syncQuestionnaires, type Layout, type SurveyPlan, type VariantName } from '#modules/survey/index.ts';
import type { Context } from '#platform/context.ts';
import type { Connection } from '#platform/database/database.ts';
import type { SurveyId } from '#platform/ids.ts';
import { QuestionnaireDocument, type QuestionnaireInput } from '#modules/survey/index.ts';

/** A survey that is open now with links of every kind. */
export interface OpenSurvey {
	readonly surveyId: SurveyId;
	link(options?: { layout?: Layout; variant?: VariantName; dailyLimit?: number | null; language?: 'lv' | 'lt' | 'en' | 'ru' }): Promise<string>;
	oneTime(count: number, options?: { layout?: Layout; variant?: VariantName }): Promise<string[]>;
	kiosk(options?: { layout?: Layout; variant?: VariantName }): Promise<{ token: string; pin: string }>;
}

type Run = <T>(work: (context: Context) => Promise<T>) => Promise<T>;

/** Offers a questionnaire to people of an institution from an hour ago until in two weeks. */
export async function openTestSurvey(run: Run, owner: Connection | ClientConfig, institutionId: string, document: QuestionnaireDocument, plan: Partial<SurveyPlan> = {}): Promise<OpenSurvey> {
	const [sha256 = ''] = await syncQuestionnaires(owner as Connection, [document]);
	const surveyId = await run(async (context) => {
		const questionnaireVersionId = await adoptQuestionnaire(context, sha256);
		const id = await createSurvey(context, {
			institutionId,
			cycleId: null,
			questionnaireVersionId,
			opensAt: new Date(context.now.getTime() - 3_600_000),
			closesAt: new Date(context.now.getTime() + 14 * 86_400_000),
			languages: document.languages,
			variants: document.variants.easy ? ['standard', 'easy'] : ['standard'],
			contact: Object.fromEntries(document.languages.map((language) => [language, 'Invented contact: telephone 6300 0000'])),
			...plan
		});
		await openSurvey(context, id);
		return id;
	});
	return {
		surveyId,
		link: ({ layout = 'page', variant = 'standard', dailyLimit = null, language } = {}) => run((context) => createOpenLink(context, surveyId, { layout, variant, dailyLimit, language: language ?? null })),
		oneTime: (count, options = {}) => run((context) => createOneTimeLinks(context, surveyId, count, options)),
		kiosk: ({ layout = 'steps', variant = 'standard' } = {}) => run((context) => createKioskLink(context, surveyId, { layout, variant }))
	};
}

/** The questionnaire for clients that ships with the product: 20 statements and a free text, standard and easy-to-read. */
export async function clientsQuestionnaire(): Promise<QuestionnaireDocument> {
	const found = (await loadQuestionnaireLibrary()).find(({ id }) => id === 'clients');
	if (!found) throw new Error('The library has no questionnaire for clients');
	return found;
}

/** A short questionnaire with every kind of question and a condition. */
export function smallQuestionnaire(change: Partial<QuestionnaireInput> = {}): QuestionnaireDocument {
	const said = (en: string) => ({ lv: `${en} (lv)`, en });
	return QuestionnaireDocument.parse({
		format: 'socquality-questionnaire/1', id: 'small', version: '1.0.0', perspective: 'clients', audience: 'clients', languages: ['en', 'lv'],
		title: said('Small'), description: said('Small.'), origin: said('Ours.'),
		variants: {
			standard: {
				languages: ['en', 'lv'], scales: { agree: { kind: 'agreement', options: [{ id: 'a1', value: 1, label: said('No') }, { id: 'a2', value: 2, label: said('Partly') }, { id: 'a3', value: 3, label: said('Yes') }] } },
				batteries: [{ id: 'care', title: said('Care'), scale: 'agree' }],
				questions: [
					{ id: 'kind', kind: 'scale', battery: 'care', text: said('Staff are kind.') },
					{ id: 'home', kind: 'yes-no', text: said('Do you live at home?') },
					{ id: 'visits', kind: 'number', min: 0, max: 31, text: said('How many visits?'), showIf: { question: 'home', anyOf: ['yes'] } },
					{ id: 'help', kind: 'multiple', options: [{ id: 'cook', label: said('Cooking') }, { id: 'clean', label: said('Cleaning') }], text: said('What help?') },
					{ id: 'word', kind: 'short-text', text: said('One word?') },
					{ id: 'more', kind: 'long-text', text: said('Anything <else> & more?') }
				]
			},
			easy: {
				languages: ['en'], scales: { faces: { kind: 'faces', options: [{ id: 'sad', value: 1, label: { en: 'Bad' }, picture: 'face-sad' }, { id: 'glad', value: 2, label: { en: 'Good' }, picture: 'face-happy' }] } },
				batteries: [{ id: 'care', title: { en: 'Care' }, scale: 'faces' }],
				questions: [
					{ id: 'kind', kind: 'scale', battery: 'care', text: { en: 'Are they kind?' } },
					{ id: 'more', kind: 'long-text', text: { en: 'Tell us more.' } }
				]
			}
		},
		...change
	} satisfies QuestionnaireInput);
}
