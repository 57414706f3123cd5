import { formatRatio } from '#i18n/format.ts';
import { m } from '#i18n/text.ts';
import type { Evaluation, Scale, Values } from '#modules/methodology/index.ts';
import type { Judgement } from '#modules/assessment/index.ts';
import { inLocale, type Locale, type LocalizedText } from '#platform/locale.ts';
import { roundHalfUp, type Ratio } from '#platform/ratio.ts';

interface Judged {
	readonly evaluation: Evaluation;
	readonly scale: Scale;
}

/** An exact number with one decimal, and none when it is whole. */
export const showNumber = (value: Ratio, locale: Locale): string => formatRatio(value, value.d === 1n ? 0 : 1, locale);

/** A score as text: the name of the rung where numbers mean nothing to a reader, else the number. */
export function showScore({ evaluation, scale }: Judged, value: Ratio, locale: Locale): string {
	const level = evaluation.kind === 'met' ? scale.levels.find((l) => l.from === Number(roundHalfUp(value))) : undefined;
	return level ? inLocale(level.name, locale) : showNumber(value, locale);
}

/** A score, or in words why there is none. */
export function showJudgement(how: Judged, judgement: Judgement | null, value: Ratio | null, locale: Locale): string {
	if (judgement === null) return m.consensus_no_answer();
	if (judgement === 'cannot-judge') return m.consensus_cannot_judge();
	if (judgement === 'not-applicable') return m.consensus_not_applicable();
	return value === null ? '' : showScore(how, value, locale);
}

/** The dimensions of an evaluator with the titles that the methodology gives them. */
export function dimensionTitles(evaluation: Evaluation, locale: Locale): { name: keyof Values; title: string; text: LocalizedText; levels: readonly LocalizedText[] }[] {
	switch (evaluation.kind) {
		case 'phases':
			return (['plan', 'do', 'check', 'act'] as const).map((name) => ({ name, title: inLocale(evaluation.phases[name].title, locale), text: evaluation.phases[name].text, levels: evaluation.phases[name].levels }));
		case 'trend-target':
			return (['trend', 'target'] as const).map((name) => ({ name, title: inLocale(evaluation[name].title, locale), text: evaluation[name].text, levels: evaluation[name].levels }));
		default:
			return [{ name: 'score', title: m.consensus_score(), text: evaluation.text, levels: evaluation.levels }];
	}
}
