import { declinedId, type Battery, type Option, type Question, type QuestionnaireDocument, type Variant, type VariantName } from './model.ts';

/** An answer to choose, as it is shown and stored: `id` is `declined` for "I don't want to answer". */
export interface Choice {
	readonly id: string;
	/** The place on the scale; null where the answer has none: "don't know", "I don't want to answer". */
	readonly value: number | null;
	/** Null where the words are the program's own: yes, no, don't know, declined. */
	readonly label: Option['label'] | null;
	readonly picture?: string | undefined;
}

const own = (id: string, value: number | null): Choice => ({ id, value, label: null });

/** The answers that a question offers in the order in which they are numbered, "I don't want to answer" last; none for numbers and texts. */
export function choicesOf(variant: Variant, question: Question): readonly Choice[] {
	switch (question.kind) {
		case 'scale':
			return [...scaleOf(variant, question.battery).options, own(declinedId, null)];
		case 'single':
		case 'multiple':
			return [...question.options, own(declinedId, null)];
		case 'yes-no':
			return [own('no', 0), own('yes', 1), own('dont-know', null), own(declinedId, null)];
		default:
			return [];
	}
}

/** The scale of a battery. Throws RangeError for a battery that the variant lacks: a checked document has none such. */
export function scaleOf(variant: Variant, batteryId: string): Variant['scales'][string] {
	const scale = variant.scales[batteryOf(variant, batteryId).scale];
	if (!scale) throw new RangeError(`No scale for the battery "${batteryId}"`);
	return scale;
}

export function batteryOf(variant: Variant, batteryId: string): Battery {
	const battery = variant.batteries.find(({ id }) => id === batteryId);
	if (!battery) throw new RangeError(`No battery "${batteryId}"`);
	return battery;
}

export const variantOf = (document: QuestionnaireDocument, name: VariantName): Variant | null => document.variants[name] ?? null;

export const isText = (question: Question): boolean => question.kind === 'short-text' || question.kind === 'long-text';

/** Questions whose answers are stored as numbers, in the order of `survey_response.choices`. */
export const closedQuestions = (variant: Variant): readonly Question[] => variant.questions.filter((question) => !isText(question));
export const textQuestions = (variant: Variant): readonly Question[] => variant.questions.filter(isText);

/** Lowest and highest value of a scale. */
export function rangeOf(options: readonly Pick<Option, 'value'>[]): { readonly low: number; readonly high: number } {
	const values = options.flatMap(({ value }) => (value === null ? [] : [value]));
	return { low: Math.min(...values), high: Math.max(...values) };
}
