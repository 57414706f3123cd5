import { m, messageOf } from '#i18n/text.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import type { Ratio } from '#platform/ratio.ts';
import { writeCsv, type Cell } from '#platform/sheets/index.ts';
import { dimensions } from '../../methodology/index.ts';
import type { Profile, ProfileNode } from '../profile/model.ts';

/** The figures of a profile as CSV with headers in a language: one line a node in reading order, the overall figure last. */
export function profileToCsv(profile: Profile, locale: Locale): string {
	const l = { locale };
	const { methodology, mode } = profile;
	const version = `${methodology.slug} ${methodology.version} ${mode.id} ${methodology.sha256}`;
	const headers = [
		m.results_csv_node({}, l), m.results_csv_title({}, l), m.results_csv_judgement({}, l), m.results_csv_entered({}, l), m.results_value({}, l), m.results_csv_numerator({}, l), m.results_csv_denominator({}, l), m.results_level({}, l),
		m.results_csv_judged({}, l), m.results_csv_expected({}, l), m.results_csv_not_applicable({}, l), m.results_rule({}, l), m.results_csv_limited({}, l), m.results_csv_low({}, l), m.results_csv_high({}, l), m.results_previous({}, l), m.results_csv_methodology({}, l)
	];
	const row = (node: ProfileNode): Cell[] => {
		const { value, places, level, coverage, limited, spread, explanation } = node;
		const number = (ratio: Ratio | null): Cell => ratio && { value: ratio, places };
		const limiter = limited && profile.limiters.find(({ id }) => id === limited.by);
		return [
			node === profile.overall ? '' : node.nodeId,
			node === profile.overall ? m.results_overall({}, l) : inLocale(node.title, locale),
			node.judgement && messageOf(`results_judgement_${node.judgement.replaceAll('-', '_')}`, {}, locale),
			enteredText(node),
			number(value),
			// As one text, 1/2 would become a day in a spreadsheet program.
			value && value.n.toString(),
			value && value.d.toString(),
			level && inLocale(level.name, locale),
			coverage.judged,
			coverage.total,
			coverage.notApplicable,
			messageOf(`results_rule_${explanation.rule.replaceAll('-', '_')}`, {}, locale),
			limiter ? inLocale(limiter.title, locale) : null,
			number(spread?.low ?? null),
			number(spread?.high ?? null),
			number(node.previous),
			version
		];
	};
	const combined = profile.overall.explanation.rule !== 'none';
	return writeCsv({ columns: headers.map((header) => ({ header })), rows: [...profile.nodes, ...(combined ? [profile.overall] : [])].map(row) });
}

/** What was agreed, as `40` or `plan=40 do=35 check=20 act=20`. */
function enteredText({ explanation: { rule, entered } }: ProfileNode): string | null {
	if (!entered || rule === 'mean' || rule === 'lowest' || rule === 'none') return null;
	const names = dimensions[rule];
	return names.length === 1 ? names.map((name) => String(entered[name])).join('') : names.map((name) => `${name}=${entered[name]}`).join(' ');
}
