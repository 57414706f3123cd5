import { nodeTitles } from '#modules/methodology/index.ts';
import { knownPictures, type QuestionnaireDraft, type VariantName } from '#modules/survey/index.ts';
import type { Context } from '#platform/context.ts';

/** What the form of a question offers beside its own texts. */
export const loadChoices = async (context: Context) => ({ pictures: [...(await knownPictures())], methodologies: [...(await nodeTitles(context)).keys()] });

/** The question of the other variant that asks the same, or null. */
export const besideOf = (draft: QuestionnaireDraft, name: VariantName, id: string | null) => draft.document.variants[name === 'easy' ? 'standard' : 'easy']?.questions.find((question) => question.id === id) ?? null;
