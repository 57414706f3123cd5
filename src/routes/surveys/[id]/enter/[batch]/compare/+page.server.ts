import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { assistances, closedQuestions, comparisonView, questionField, resolveSheet, SheetNumber, writeAssistance, writeDigits, type Sheet, type Variant } from '#modules/survey/index.ts';
import type { Locale } from '#platform/locale.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { batchPath, helpName } from '../../labels.ts';
import { shownQuestions } from '../../questions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const wanted = SheetNumber.safeParse(url.searchParams.get('sheet') ?? '');
		const { survey, open, batch, sheet, variant, differing } = await comparisonView(context, params.id, params.batch, wanted.success ? wanted.data : null);
		return {
			survey: { id: survey.id, name: survey.name },
			open,
			batch,
			left: differing.length,
			sheet:
				sheet && variant && sheet.differences
					? {
							number: sheet.number,
							revisions: [sheet.first.revision, sheet.second.revision],
							wording: sheet.differences.variant,
							rows: [...questionRows(variant, sheet.first, sheet.second, sheet.differences.questions, context.locale), ...(sheet.differences.assisted ? [helpRow(sheet.first, sheet.second)] : [])]
						}
					: null
		};
	});

interface Row {
	readonly field: string;
	readonly number: number | null;
	readonly text: string;
	readonly lang: string | null;
	readonly options: readonly { readonly digit: number; readonly label: string }[];
	readonly allowed: string;
	/** What each round holds, as digits; empty where it is no answer. */
	readonly first: string;
	readonly second: string;
}

function questionRows(variant: Variant, first: Sheet, second: Sheet, places: readonly number[], locale: Locale): Row[] {
	const shown = new Map(shownQuestions(variant, first.variant, null, locale).map((question) => [question.field, question]));
	return places.flatMap((at): Row[] => {
		const question = closedQuestions(variant)[at];
		const words = question ? shown.get(questionField(question.id)) : undefined;
		return question && words ? [{ ...words, first: writeDigits(question, first.choices[at] ?? null), second: writeDigits(question, second.choices[at] ?? null) }] : [];
	});
}

const helpRow = (first: Sheet, second: Sheet): Row => ({
	field: 'help',
	number: null,
	text: '',
	lang: null,
	options: assistances.map((assisted, i) => ({ digit: i + 1, label: helpName(assisted) })),
	allowed: `1–${assistances.length}`,
	first: writeAssistance(first.assisted),
	second: writeAssistance(second.assisted)
});

const revision = z.coerce.number({ error: 'wrong' }).int().min(1).max(1_000_000);
const Place = z.object({ number: SheetNumber, first: revision, second: revision });

export const actions = {
	decide: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const place = checkFields(Place, typed);
				const fields = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : value]));
				await locals.run((context) => resolveSheet(context, params.id, params.batch, { number: place.number, revisions: [place.first, place.second], typed: fields }));
				const { differing } = await locals.run((context) => comparisonView(context, params.id, params.batch, null));
				redirect(303, `${batchPath(params.id, params.batch)}/${differing.length > 0 ? 'compare' : 'finish'}?done=paper_resolved`);
			},
			() => typed,
			'decide'
		);
	}
} satisfies Actions;
