import { m } from '#i18n/text.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { dimensions, type DimensionName, type Evaluation, type Localized, type Scale } from '#modules/methodology/index.ts';

/** One integer to enter, with what helps to choose it; title and text only where there are several. */
export interface Entry {
	readonly dimension: DimensionName;
	readonly title: Localized | null;
	readonly text: Localized | null;
	readonly levels: readonly Localized[];
}

/** The integers that an evaluation asks for, in the order of its dimensions. */
export function entriesOf(evaluation: Evaluation): Entry[] {
	if (evaluation.kind === 'phases') return dimensions.phases.map((dimension) => ({ dimension, ...evaluation.phases[dimension] }));
	if (evaluation.kind === 'trend-target') return dimensions['trend-target'].map((dimension) => ({ dimension, ...evaluation[dimension] }));
	return [{ dimension: 'score', title: null, text: null, levels: evaluation.levels }];
}

/** True when the answer is chosen from the levels, because each level is exactly one number. */
export const isChoice = (evaluation: Evaluation, scale: Scale): boolean =>
	(evaluation.kind === 'ordinal' || evaluation.kind === 'met') && scale.levels.every((level) => level.from === level.to);

/** The names of the answer's fields, for the list of errors. */
export const labelsOf = (evaluation: Evaluation, locale: Locale): Record<string, string> => ({
	...Object.fromEntries(entriesOf(evaluation).map(({ dimension, title }) => [`value_${dimension}`, title ? inLocale(title, locale) : m.scoring_value()])),
	judgement: m.scoring_can_you_judge(),
	reason: m.scoring_reason(),
	strengths: m.scoring_strengths(),
	improvements: m.scoring_improvements(),
	evidence: m.scoring_evidence()
});
