import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { lineField, PassField, printedNumbers, closedQuestions, removeSheet, saveSheet, SheetNumber, sheetView, variantNames, writeAssistance, writeLine, type Pass } from '#modules/survey/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { batchPath, sheetPath } from '../labels.ts';
import { shownQuestions } from '../questions.ts';
import type { Actions, PageServerLoad } from './$types';

const passOf = (url: URL): Pass => (url.searchParams.get('pass') === '2' ? 2 : 1);

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const number = SheetNumber.safeParse(url.searchParams.get('sheet') ?? '');
		const view = await sheetView(context, params.id, params.batch, {
			number: number.success ? number.data : null,
			pass: passOf(url),
			variant: variantNames.find((name) => name === url.searchParams.get('variant')) ?? null
		});
		const { survey, variant, variantName, stored, counts } = view;
		const closed = closedQuestions(variant).map(({ id }) => printedNumbers(variant).get(id) ?? 0);
		const saved = SheetNumber.safeParse(url.searchParams.get('saved') ?? '');
		// The second round without a sheet left to type ends at the comparison.
		if (view.pass === 2 && !number.success && view.next === null && counts.first > 0) redirect(303, `${batchPath(survey.id, view.batch)}/finish`);
		return {
			survey: { id: survey.id, name: survey.name },
			open: view.open,
			batch: view.batch,
			number: view.number,
			pass: view.pass,
			variant: variantName,
			revision: stored?.revision ?? 0,
			sameTypist: view.sameTypist,
			counts,
			questions: shownQuestions(variant, variantName, stored, context.locale),
			line: { value: stored ? writeLine(variant, stored.choices) : '', questions: ranges(closed) },
			help: stored ? writeAssistance(stored.assisted) : '',
			mode: url.searchParams.get('mode') === 'line' ? ('line' as const) : ('fields' as const),
			saved: saved.success ? saved.data : null
		};
	});

/** "1–5, 7" of 1, 2, 3, 4, 5, 7. */
function ranges(numbers: readonly number[]): string {
	const parts: [number, number][] = [];
	for (const number of numbers) {
		const last = parts.at(-1);
		if (last && last[1] + 1 === number) last[1] = number;
		else parts.push([number, number]);
	}
	return parts.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

const Place = z.object({ number: SheetNumber, pass: PassField, variant: z.enum(variantNames, { error: 'wrong' }), revision: z.coerce.number({ error: 'wrong' }).int().min(0).max(1_000_000) });
const Removal = z.object({ pass: PassField, stored: SheetNumber });
const single = (fields: Fields): Record<string, string> => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : value]));

export const actions = {
	save: ({ locals, request, params, url }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { number, pass, variant, revision } = checkFields(Place, typed);
				const sheet = single(typed);
				await locals.run((context) => saveSheet(context, params.id, { batch: params.batch, number, pass, variant, revision: String(number) === sheet['stored'] ? revision : 0, typed: sheet }));
				const { next } = await locals.run((context) => sheetView(context, params.id, params.batch, { number, pass, variant }));
				if (next === null) redirect(303, `${batchPath(params.id, params.batch)}/finish`);
				redirect(303, sheetPath(params.id, params.batch, pass, next, { variant, saved: String(number), ...(url.searchParams.get('mode') === 'line' || sheet[lineField] !== undefined ? { mode: 'line' } : {}) }));
			},
			() => typed,
			'save'
		);
	},
	remove: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const { pass, stored } = checkFields(Removal, typed);
				await locals.run((context) => removeSheet(context, params.id, params.batch, stored, pass));
				redirect(303, `${batchPath(params.id, params.batch)}/finish?done=paper_removed`);
			},
			() => typed,
			'remove'
		);
	}
} satisfies Actions;
