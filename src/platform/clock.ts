/** Tells the time; commands read it from their context so that a demonstration and a test can fix it. */
export interface Clock {
	now(): Date;
}
export const systemClock: Clock = { now: () => new Date() };
export const fixedClock = (at: string | Date): Clock => ({ now: () => new Date(at) });

// Making a formatter costs a hundred times as much as using one.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in the region's time zone (`YYYY-MM-DD`); Latvia and Lithuania share one offset. */
export function dayOf(instant: Date, timeZone = 'Europe/Riga'): string {
	const formatter = formatters.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
	formatters.set(timeZone, formatter);
	return formatter.format(instant);
}
