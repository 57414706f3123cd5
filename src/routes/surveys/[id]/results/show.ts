import { formatDecimal } from '#i18n/format.ts';
import { m, messageOf } from '#i18n/text.ts';
import type { HiddenReason, NoFigure, QuestionFigures, QuestionResult, Trend } from '#modules/results/index.ts';
import { inLocale, shownLocale, type Locale, type LocalizedText } from '#platform/locale.ts';

/** Text of a questionnaire: in the page's language where it has it, marked with its own (`lang`) where it has not. */
export function say(text: LocalizedText & { readonly ru?: string }, locale: Locale): { text: string; lang?: string } {
	const found = inLocale(text, locale);
	if (found === '' && text.ru !== undefined) return { text: text.ru, lang: 'ru' };
	const lang = shownLocale(text, locale);
	return lang === locale ? { text: found } : { text: found, lang };
}

type Choice = QuestionResult['choices'][number];

/** A choice in words: those of the questionnaire, or the program's own. */
export const choiceText = ({ id, label }: Choice, locale: Locale): { text: string; lang?: string } => (label ? say(label, locale) : { text: messageOf(`figures_choice_${id.replaceAll('-', '_')}`) });

export const audienceText = (audience: string): string => messageOf(`figures_audience_${audience}`);

/** Means are given to two decimals: finer than a single answer moves them, coarse enough to read. */
export const mean = (value: number): string => formatDecimal(value, 2);
export const difference = (value: number): string => formatDecimal(value, 2, { signed: true });
export const scaleEnd = (value: number): string => formatDecimal(value, Number.isInteger(value) ? 0 : 2);

export const interval = (ci95: readonly [number, number] | null): string => (ci95 === null ? '–' : m.figures_range({ low: mean(ci95[0]), high: mean(ci95[1]) }));
export const hasWidth = (ci95: readonly [number, number] | null): ci95 is readonly [number, number] => ci95 !== null && ci95[1] - ci95[0] > 1e-9;

/** Why there is no figure, as a part of a sentence. */
export const noFigureReason = (reason: NoFigure): string => messageOf(`figures_no_figure_${reason.replaceAll('-', '_')}`);

/** Why something is not shown, as a sentence without its full stop. */
export const hiddenText = (reason: HiddenReason, k: number): string => (reason === 'too-few' ? m.figures_hidden_too_few({ count: k }) : messageOf(`figures_hidden_${reason.replaceAll('-', '_')}`));

/** Why there is no bar or no mean; null where there is one. */
export function insteadOfFigure(figures: QuestionFigures, choices: QuestionResult['choices'], k: number, locale: Locale): string | null {
	const valued = choices.filter(({ value }) => value !== null).length || choices.length - 1;
	if (figures.kind === 'hidden') return `${hiddenText(figures.reason, k)}.`;
	if (figures.kind === 'empty') return m.figures_empty();
	if (figures.kind !== 'coarse') return null;
	if (figures.among.length === 0) return m.figures_coarse_number();
	// Naming every answer there is would say nothing.
	if (figures.among.length === valued) return m.figures_coarse_all();
	return m.figures_coarse({ options: figures.among.map((choice) => `„${choiceText(choice, locale).text}”`).join(', ') });
}

/** A change in a cell: the difference with its meaning, or in short why there is none. */
export function trendCell(trend: Trend): { value: string; word: string } {
	if (trend.kind === 'blank') return { value: messageOf(`figures_trend_short_${trend.reason.replaceAll('-', '_')}`), word: '' };
	return { value: difference(trend.difference.difference), word: trendWord(trend.outcome) };
}
export const trendWord = (outcome: string): string => messageOf(`figures_trend_${outcome.replaceAll('-', '_')}`);
export const trendTone = { better: 'good', 'no-clear-change': 'neutral', worse: 'bad' } as const;
export const targetWord = (outcome: string): string => messageOf(`figures_target_${outcome.replaceAll('-', '_')}`);
export const targetTone = { reached: 'good', 'not-clear': 'warning', missed: 'bad' } as const;

/** Help with answering and missing answers have the program's own words. */
export const groupText = (by: string, { value, label }: { value: string; label: LocalizedText | null }, locale: Locale): { text: string; lang?: string } => {
	if (label) return say(label, locale);
	return { text: by === 'assisted' ? messageOf(`figures_assisted_${value}`) : m.figures_group_none() };
};
