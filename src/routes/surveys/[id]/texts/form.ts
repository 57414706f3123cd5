import { z } from 'zod';
import { textStates, type ReaderDecision } from '#modules/results/index.ts';
import { checkFields, type Fields } from '#platform/web/form.ts';

const Entry = z.object({
	id: z.uuid({ error: 'wrong' }),
	seen: z.enum(textStates, { error: 'wrong' }),
	decision: z.enum(['release', 'withhold', 'later'], { error: 'wrong' }).default('later'),
	text: z.string({ error: 'wrong' }).max(20_000).default('')
});

/** What the reader decided: each text of the page has its fields `seen_`, `decision_` and `text_` with its id. Those left for later are left out. */
export function decisionsOf(typed: Fields): ReaderDecision[] {
	const ids = Object.keys(typed).flatMap((name) => (name.startsWith('seen_') ? [name.slice('seen_'.length)] : []));
	return ids.flatMap((id): ReaderDecision[] => {
		const { decision, seen, text } = checkFields(Entry, { id, ...named(typed, id) });
		return decision === 'later' ? [] : [{ id, seen, decision, text }];
	});
}

function named(typed: Fields, id: string): Fields {
	const fields: Fields = {};
	for (const part of ['seen', 'decision', 'text']) {
		const value = typed[`${part}_${id}`];
		if (value !== undefined) fields[part] = value;
	}
	return fields;
}
