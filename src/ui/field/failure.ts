import type { FormFailure } from '#platform/web/action.ts';

export type Failure = FormFailure | null | undefined;

/** The sentence that belongs to a field of the form that did not pass, or null. */
export const errorOf = (failure: Failure, name: string): string | null => failure?.errors.find((e) => e.field === name)?.text ?? null;

/** What was typed into a field before the form came back, or null when the field was not sent. */
export function typedIn(failure: Failure, name: string): string | null {
	const typed = failure && Object.hasOwn(failure.typed, name) ? failure.typed[name] : undefined;
	return (Array.isArray(typed) ? typed[0] : typed) ?? null;
}

/** The values ticked before the form came back; null when no form came back. */
export function tickedIn(failure: Failure, name: string): string[] | null {
	if (!failure) return null;
	return Object.hasOwn(failure.typed, name) ? [failure.typed[name] ?? []].flat() : [];
}

/** The ids that describe a control, for `aria-describedby`; undefined when nothing does. */
export const describedBy = (id: string, hint: unknown, error: unknown): string | undefined =>
	[hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
