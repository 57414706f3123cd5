import { formatRatio } from '#i18n/format.ts';
import { messageOf } from '#i18n/text.ts';
import type { Locale } from '#platform/locale.ts';
import { toNumber } from '#platform/ratio.ts';
import type { ReportSnapshot, SnapshotNode, SnapshotScale } from './model.ts';
import { fraction, walk } from './order.ts';

/** What a bar is drawn from: shares of its width; null draws nothing, and that is never the same as a bar of zero. */
export interface Bar {
	readonly bands: readonly { from: number; to: number }[];
	readonly value: number | null;
	readonly low: number | null;
	readonly high: number | null;
	readonly previous: number | null;
}

/** The words and shapes of one reader's language for the numbers of one snapshot. */
export class Figures {
	readonly locale: Locale;
	private readonly scales: ReadonlyMap<string, SnapshotScale>;
	/** Scores are single integers, not means of phases: then they are shown as they were entered. */
	private readonly integers: boolean;

	constructor(snapshot: Pick<ReportSnapshot, 'locale' | 'scales' | 'nodes'>) {
		this.locale = snapshot.locale;
		this.scales = new Map(snapshot.scales.map((scale) => [scale.id, scale]));
		this.integers = !walk(snapshot.nodes).some(({ node }) => node.entered.length > 1);
	}

	text(key: string, params: Record<string, unknown> = {}): string {
		return messageOf(`report_${key}`, params, this.locale);
	}

	/** A derived number on a scale: one decimal, two where the scale has ten steps or fewer. */
	number(value: string, scaleId: string | null): string {
		const scale = scaleId === null ? undefined : this.scales.get(scaleId);
		return formatRatio(fraction(value), scale && scale.max - scale.min <= 10 ? 2 : 1, this.locale);
	}

	/** A number of a node, in the same form as the others of its kind. */
	of(node: Pick<SnapshotNode, 'scale' | 'scored'>, value: string): string {
		return node.scored && this.integers && !value.includes('/') ? value : this.number(value, node.scale);
	}

	/** The value as shown, or in words why there is none. */
	shown(node: Pick<SnapshotNode, 'value' | 'noValue' | 'scale' | 'scored'>): string {
		if (node.value !== null) return this.of(node, node.value);
		if (node.noValue === 'not-applicable') return this.text('not_applicable');
		return this.text(node.noValue === 'not-combined' || node.noValue === 'mixed-scales' ? 'not_combined' : 'not_assessed');
	}

	/** Lowest and highest, as one number when they are equal. */
	range(spread: { low: string; high: string }, node: Pick<SnapshotNode, 'scale' | 'scored'>): string {
		const [low, high] = [spread.low, spread.high].map((value) => this.of(node, value));
		return low === high ? `${low}` : `${low}–${high}`;
	}

	bar(node: Pick<SnapshotNode, 'value' | 'spread' | 'previous' | 'scale'>): Bar {
		const scale = node.scale === null ? undefined : this.scales.get(node.scale);
		if (!scale) return { bands: [], value: null, low: null, high: null, previous: null };
		const at = (value: number): number => Math.min(1, Math.max(0, (value - scale.min) / (scale.max - scale.min)));
		const place = (value: string | null | undefined): number | null => (value ? at(toNumber(fraction(value))) : null);
		return {
			bands: scale.levels.map((level, i) => ({ from: i === 0 ? 0 : at(level.from), to: at(scale.levels[i + 1]?.from ?? scale.max) })),
			value: place(node.value),
			low: place(node.spread?.low),
			high: place(node.spread?.high),
			previous: place(node.previous)
		};
	}

	/** A day in the short form of the language. */
	day(day: string): string {
		const [year, month, date] = day.split('-');
		if (this.locale === 'lt') return day;
		return this.locale === 'lv' ? `${date}.${month}.${year}.` : `${date}/${month}/${year}`;
	}
}
