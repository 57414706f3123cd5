import { messageOf } from '#i18n/text.ts';
import { AnswerLanguage, getQuestionnaireDraft, type QuestionnaireDocument, type TextSlot } from '#modules/survey/index.ts';
import type { Context } from '#platform/context.ts';

/** The languages of a file for a translator: asked for in the address, else the first and the second of the questionnaire. */
export function languagesOf(document: QuestionnaireDocument, url: URL): { source: AnswerLanguage; target: AnswerLanguage } {
	const asked = (name: string): AnswerLanguage | undefined => AnswerLanguage.safeParse(url.searchParams.get(name)).data;
	const target = asked('target') ?? asked('language') ?? document.languages[1] ?? 'en';
	const source = asked('source') ?? document.languages.find((language) => language !== target) ?? 'lv';
	return { source, target };
}

/** What a text is, in words for the translator. */
export const noteOf = (slot: TextSlot): string => messageOf(`questionnaire_role_${slot.role}`, { max: slot.max });

/** The draft of the address and the languages of the file. */
export async function loadTranslation(context: Context, id: string, url: URL) {
	const { document } = await getQuestionnaireDraft(context, id);
	return { document, ...languagesOf(document, url) };
}
