import type { ProjectDocument } from '../model.ts';

const monthIndex = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
const daysIn = (month: number): number => new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();

/**
 * The months that a period can be said to last: one number where it is made of whole months, two where days are left over
 * (both roundings are usual), and a range where only months or years of its ends are known. Null while an end is missing or
 * the ends are reversed.
 */
export function monthsOf({ from, to, precision }: Pick<ProjectDocument['period'], 'from' | 'to' | 'precision'>): { readonly least: number; readonly most: number } | null {
	if (from === null || to === null || from > to) return null;
	if (precision === 'year') {
		const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
		return { least: Math.max(1, (years - 1) * 12 + 2), most: (years + 1) * 12 };
	}
	if (precision === 'month') {
		const months = monthIndex(to) - monthIndex(from) + 1;
		return { least: months, most: months };
	}
	const after = nextDay(to);
	const months = monthIndex(after) - monthIndex(from);
	// A month from the 31st ends on the last day of a shorter one.
	const start = Math.min(Number(from.slice(8)), daysIn(monthIndex(after)));
	const rest = Number(after.slice(8)) - start;
	if (rest === 0) return { least: months, most: months };
	const whole = rest > 0 ? months : months - 1;
	return { least: Math.max(whole, 1), most: whole + 1 };
}
