import type { Context } from '#platform/context.ts';
import { Conflict, NotFound } from '#platform/errors.ts';
import type { Fields } from '#platform/web/form.ts';
import { changeDraft } from './drafts.ts';
import { fitting, moveQuestion, putBattery, putQuestion, putScale, removeBattery, removeEasy, removeQuestion, removeScale, requireQuestion, requireVariant, seenOf, setCondition } from './editing.ts';
import { questionKinds, readBattery, readCondition, readHead, readQuestion, readScale, readVariantHead, type Head } from './form-parts.ts';
import { variantNames, type QuestionnaireDocument, type VariantName } from './model.ts';
import { newId } from './names.ts';
import { knownPictures } from './pictures.ts';
import { requireKeeper } from './policy.ts';
import { startingVariant } from './presets.ts';

/**
 * Commands of the editor. Each takes what a form sent (`typed`) and `seen`, the word for the part as the form showed it:
 * when somebody changed that part meanwhile, Conflict says so; changes of other parts do not collide. All are for those
 * who keep questionnaires, and throw NotFound for a part that is not there and Invalid at the fields that do not fit.
 */
interface Edit {
	readonly draftId: string;
	readonly typed: Fields;
	readonly seen: string;
}
interface VariantEdit extends Edit {
	readonly variant: string;
}

function requireUnchanged(part: unknown, seen: string): void {
	if (seenOf(part) !== seen) throw new Conflict('questionnaire_part_changed');
}

const variantName = (name: string): VariantName => {
	const found = variantNames.find((each) => each === name);
	if (!found) throw new NotFound();
	return found;
};

export const headOf = ({ id, title, description, origin, perspective, audience, languages }: QuestionnaireDocument): Head => ({ id, title, description, origin, perspective, audience, languages });

export const saveQuestionnaireHead = (context: Context, { draftId, typed, seen }: Edit): Promise<void> =>
	changeDraft(context, draftId, 'head', (document) => {
		requireUnchanged(headOf(document), seen);
		const head = readHead(typed, headOf(document));
		return fitting({ ...document, ...head, variants: { ...document.variants, standard: { ...document.variants.standard, languages: head.languages } } });
	});

/** Languages and introduction of a variant; the standard one's languages are those of the head. */
export const saveVariantHead = (context: Context, { draftId, variant: name, typed, seen }: VariantEdit): Promise<void> =>
	changeDraft(context, draftId, `${name}.introduction`, (document) => {
		const { introduction, languages, ...rest } = requireVariant(document, name);
		requireUnchanged([languages, introduction], seen);
		const sent = name === 'standard' ? { ...typed, languages: [...document.languages] } : typed;
		return fitting({ ...document, variants: { ...document.variants, [variantName(name)]: { ...rest, ...readVariantHead(sent, { introduction, languages, ...rest }) } } });
	});

/** Adds a question of a kind at the end; `like` gives it the id of the question in the other variant that asks the same. Returns its id. */
export async function addQuestion(context: Context, { draftId, variant: name, kind, like, typed }: Omit<VariantEdit, 'seen'> & { readonly kind: string; readonly like: string | null }): Promise<string> {
	const made = { id: '' };
	await changeDraft(context, draftId, `${name}.questions`, (document) => {
		const variant = requireVariant(document, name);
		const wanted = questionKinds.find((each) => each === kind);
		const other = document.variants[name === 'easy' ? 'standard' : 'easy'];
		if (!wanted || (like !== null && !other?.questions.some(({ id }) => id === like))) throw new NotFound();
		if (like !== null && variant.questions.some(({ id }) => id === like)) throw new Conflict('questionnaire_question_there');
		if (variant.questions.length >= 100) throw new Conflict('questionnaire_questions_many');
		const question = readQuestion(typed, variant, wanted, null, like);
		// Unlike all ids of the other variant too: an equal id would say that it asks the same.
		const taken = [...variant.questions, ...(other?.questions ?? [])].map(({ id }) => id);
		made.id = like ?? newId(question.text, taken, 'question');
		return putQuestion(document, variantName(name), { ...question, id: made.id });
	});
	return made.id;
}

export const saveQuestion = (context: Context, { draftId, variant: name, question: id, typed, seen }: VariantEdit & { readonly question: string }): Promise<void> =>
	changeDraft(context, draftId, `${name}.questions.${id}`, (document) => {
		const variant = requireVariant(document, name);
		const before = requireQuestion(variant, id);
		requireUnchanged(before, seen);
		return putQuestion(document, variantName(name), readQuestion(typed, variant, before.kind, before));
	});

export const saveCondition = (context: Context, { draftId, variant: name, question: id, typed, seen }: VariantEdit & { readonly question: string }): Promise<void> =>
	changeDraft(context, draftId, `${name}.questions.${id}.condition`, (document) => {
		requireUnchanged(requireQuestion(requireVariant(document, name), id).showIf, seen);
		return setCondition(document, variantName(name), id, readCondition(typed));
	});

export const shiftQuestion = (context: Context, { draftId, variant: name, question: id, direction }: { readonly draftId: string; readonly variant: string; readonly question: string; readonly direction: 'up' | 'down' }): Promise<void> =>
	changeDraft(context, draftId, `${name}.order`, (document) => moveQuestion(document, variantName(name), id, direction));

export const dropQuestion = (context: Context, { draftId, variant: name, question: id, seen }: Omit<VariantEdit, 'typed'> & { readonly question: string }): Promise<void> =>
	changeDraft(context, draftId, `${name}.questions.${id}`, (document) => {
		requireUnchanged(requireQuestion(requireVariant(document, name), id), seen);
		return removeQuestion(document, variantName(name), id);
	});

/** Saves a scale, or adds one where `scale` is null. */
export const saveScale = (context: Context, { draftId, variant: name, scale: id, typed, seen }: VariantEdit & { readonly scale: string | null }): Promise<void> =>
	changeDraft(context, draftId, `${name}.scales.${id ?? 'new'}`, (document) => {
		const variant = requireVariant(document, name);
		const before = id !== null && Object.hasOwn(variant.scales, id) ? variant.scales[id] : undefined;
		if (id !== null && !before) throw new NotFound();
		if (before) requireUnchanged(before, seen);
		const scale = readScale(typed, variant, before ?? null);
		return putScale(document, variantName(name), id ?? newId({ en: scale.kind }, Object.keys(variant.scales), 'scale'), scale);
	});

export const dropScale = (context: Context, { draftId, variant: name, scale: id }: { readonly draftId: string; readonly variant: string; readonly scale: string }): Promise<void> =>
	changeDraft(context, draftId, `${name}.scales.${id}`, (document) => removeScale(document, variantName(name), id));

/** Saves a battery, or adds one where `battery` is null. */
export const saveBattery = (context: Context, { draftId, variant: name, battery: id, typed, seen }: VariantEdit & { readonly battery: string | null }): Promise<void> =>
	changeDraft(context, draftId, `${name}.batteries.${id ?? 'new'}`, (document) => {
		const variant = requireVariant(document, name);
		const before = variant.batteries.find((battery) => battery.id === id);
		if (id !== null && !before) throw new NotFound();
		if (before) requireUnchanged(before, seen);
		return putBattery(document, variantName(name), readBattery(typed, variant, before ?? null));
	});

export const dropBattery = (context: Context, { draftId, variant: name, battery: id }: { readonly draftId: string; readonly variant: string; readonly battery: string }): Promise<void> =>
	changeDraft(context, draftId, `${name}.batteries.${id}`, (document) => removeBattery(document, variantName(name), id));

/** Begins an easy-to-read variant with a wording of its own; it starts with faces and one question, and nothing of the standard text. */
export async function addEasyVariant(context: Context, draftId: string): Promise<void> {
	requireKeeper(context);
	const pictures = await knownPictures();
	await changeDraft(context, draftId, 'easy', (document) => {
		if (document.variants.easy) throw new Conflict('questionnaire_easy_there');
		return fitting({ ...document, variants: { ...document.variants, easy: startingVariant('easy', document.languages, pictures) } });
	});
}

/** Takes the easy-to-read variant away. Throws Conflict when it changed since the person saw it. */
export const dropEasyVariant = (context: Context, { draftId, seen }: Omit<Edit, 'typed'>): Promise<void> =>
	changeDraft(context, draftId, 'easy', (document) => {
		requireUnchanged(requireVariant(document, 'easy'), seen);
		return removeEasy(document);
	});

/** A questionnaire to begin with, from the form of its head. Throws Invalid. */
export function emptyQuestionnaire(typed: Fields): QuestionnaireDocument {
	const head = readHead(typed, null);
	return fitting({ format: 'socquality-questionnaire/1', version: '1.0.0', ...head, variants: { standard: startingVariant('standard', head.languages) } });
}
