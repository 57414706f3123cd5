import type { BatteryResult, QuestionResult, VariantResult } from '#modules/results/index.ts';
import type { Locale } from '#platform/locale.ts';
import { extentOf, type Extent } from '#ui/charts/stacked.ts';
import { choiceText, insteadOfFigure, mean } from './show.ts';
import { m } from '#i18n/text.ts';

/** The choices of a question that have a place on its scale, the least favourable first, with their place among all. */
function placed(question: QuestionResult): { place: number; choice: QuestionResult['choices'][number] }[] {
	const on = question.choices.flatMap((choice, place) => (choice.value === null ? [] : [{ place, choice, value: choice.value }]));
	return on.sort((a, b) => (question.reversed ? b.value - a.value : a.value - b.value));
}

/** Parts of the answers to a question, the least favourable first; null where they are not shown. */
export function sharesOf(question: QuestionResult): number[] | null {
	const { figures } = question;
	return figures.kind === 'scale' ? placed(question).map(({ place }) => figures.figures.shares[place] ?? 0) : null;
}

/** How far the bars of a variant reach, so that all its charts can be compared. */
export const sharedExtent = (variant: VariantResult): Extent => extentOf(variant.batteries.flatMap(({ questions }) => questions.map(sharesOf)));

export const optionsOf = (question: QuestionResult, locale: Locale) => placed(question).map(({ choice }) => choiceText(choice, locale));

/** Rows of a battery's bars: those asked one way, then those asked the other way round, whose options run backwards. */
export const bothWays = (battery: BatteryResult): QuestionResult[][] => [battery.questions.filter(({ reversed }) => !reversed), battery.questions.filter(({ reversed }) => reversed)].filter((questions) => questions.length > 0);

export const noteOf = (question: QuestionResult, k: number, locale: Locale): string | undefined =>
	insteadOfFigure(question.figures, question.choices, k, locale) ?? (question.repeats === null ? undefined : m.figures_repeats({ number: question.repeats }));

export const figureOf = ({ figures }: QuestionResult): string | undefined => (figures.kind === 'scale' ? mean(figures.figures.mean) : undefined);

/** People who chose "don't know" or did not want to answer; null where it is not shown. */
export const outsideOf = (question: QuestionResult): number | null =>
	question.figures.kind === 'scale' ? question.figures.counts.reduce((sum, count, i) => sum + (question.choices[i]?.value === null ? count : 0), 0) : null;
