import { formatDecimal, formatNumber, formatPercent } from '#i18n/format.ts';
import { messageOf } from '#i18n/text.ts';
import type { PerceptionFact } from '#modules/results/index.ts';
import type { Locale } from '#platform/locale.ts';
import type { SnapshotPerception } from './model.ts';

const decimal = (value: number): string => value.toFixed(2);
const ends = (ci95: readonly [number, number] | null) => ({ low: ci95 && decimal(ci95[0]), high: ci95 && decimal(ci95[1]) });

/** What a snapshot keeps of the facts from surveys; nothing where there are none, so that the snapshot is as it always was. */
export function perceptionSnapshot(facts: readonly PerceptionFact[]): { perception?: SnapshotPerception } {
	if (facts.length === 0) return {};
	return {
		perception: {
			format: 'socquality-perception/1',
			facts: facts.map(({ nodeId, audience, variant, publication, responses, responseRate, noFigure, index, target, questions, trend }) => ({
				node: nodeId,
				audience,
				easy: variant === 'easy',
				interim: publication?.reason === 'interim',
				answers: responses,
				rate: responseRate === null ? null : decimal(responseRate),
				noFigure,
				mean: index && { value: decimal(index.figures.mean), ...ends(index.figures.ci95), highest: index.range.high },
				target: target && { value: decimal(target.value), outcome: target.outcome, reached: questions?.reached ?? 0, of: questions?.total ?? 0 },
				trend: trend.kind === 'blank' ? null : { outcome: trend.outcome, difference: decimal(trend.difference.difference), ...ends(trend.difference.ci95) }
			}))
		}
	};
}

/** The facts of one node as sentences of a report. */
export function perceptionLines({ facts }: SnapshotPerception, nodeId: string, locale: Locale): string[] {
	const say = (key: string, params: Record<string, unknown> = {}) => messageOf(`figures_${key.replaceAll('-', '_')}`, params, locale);
	const number = (text: string, signed = false) => formatDecimal(Number(text), 2, { signed, locale });
	const between = (low: string | null, high: string | null, signed = false) => (low !== null && high !== null ? [say('range', { low: number(low, signed), high: number(high, signed) })] : []);
	const bracketed = (parts: readonly string[]) => (parts.length > 0 ? ` (${parts.join('; ')})` : '');
	return facts.filter(({ node }) => node === nodeId).map((fact) => {
		const { mean, target, trend, answers, rate } = fact;
		const who = say(`audience_${fact.audience}`) + bracketed([...(fact.easy ? [say('perception_easy')] : []), ...(fact.interim ? [say('perception_interim')] : [])]);
		if (!mean) return `${who}. ${say('no_figure_reason', { reason: say(`no_figure_${fact.noFigure ?? 'too-few'}`) })}`;
		const sentences = [
			`${who}: ${say('index_value', { mean: number(mean.value), high: formatNumber(mean.highest, locale) })}${bracketed(between(mean.low, mean.high))}`,
			...(answers === null ? [] : [`${say('answers')}: ${formatNumber(answers, locale)}${rate === null ? '' : bracketed([say('answered_rate', { rate: formatPercent(Number(rate), locale) })])}`]),
			...(target ? [`${say(`target_${target.outcome}`)}${bracketed([number(target.value)])}`] : []),
			...(trend ? [`${say('trend')}: ${say(`trend_${trend.outcome}`).toLocaleLowerCase(locale)}, ${number(trend.difference, true)}${bracketed(between(trend.low, trend.high, true))}`] : [])
		];
		return `${sentences.join('. ')}.`;
	});
}
