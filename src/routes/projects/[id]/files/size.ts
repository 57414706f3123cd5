import { formatNumber } from '#i18n/format.ts';
import { m } from '#i18n/text.ts';

/** A size in the unit that people know it in. */
export function showSize(bytes: number): string {
	if (bytes < 1000) return m.things_size_bytes({ size: formatNumber(bytes) });
	if (bytes < 1_000_000) return m.things_size_kilobytes({ size: formatNumber(Math.round(bytes / 1000)) });
	return m.things_size_megabytes({ size: formatNumber(Math.round(bytes / 100_000) / 10) });
}
