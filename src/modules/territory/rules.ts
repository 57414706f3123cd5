import type { Municipality, Succession } from './model.ts';

/** Whether something with a first day and a first day after its end exists on a day (`YYYY-MM-DD`). */
export const existsOn = (thing: { validFrom: string; validTo: string | null }, on: string): boolean => thing.validFrom <= on && (thing.validTo === null || on < thing.validTo);

/**
 * The municipality that a place belongs to on a day: the recorded one if it exists then, else its successor, and so on.
 * Before the recorded one was founded there is no answer (null): a merger cannot be undone backwards, because a
 * successor has several predecessors. Throws RangeError when the successions form a circle.
 */
export function municipalityOn(recordedId: string, on: string, municipalities: readonly Municipality[], successions: readonly Succession[]): Municipality | null {
	const visited = new Set<string>();
	let current = municipalities.find((m) => m.id === recordedId);
	while (current && !existsOn(current, on)) {
		if (current.validFrom > on) return null;
		if (visited.has(current.id)) throw new RangeError('The municipality successions form a circle');
		visited.add(current.id);
		const id: string = current.id;
		const next = successions.find((s) => s.predecessorId === id && s.onDate <= on);
		current = next && municipalities.find((m) => m.id === next.successorId);
	}
	return current ?? null;
}

/** A short name for addresses from a name: `Viesītes dienas centrs` → `viesites-dienas-centrs`; empty when nothing is left. */
export function slugOf(name: string): string {
	return name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 60)
		.replace(/-+$/, '');
}
