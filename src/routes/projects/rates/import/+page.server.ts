import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { assertMayKeepRates, fileText, importRates, rateCurrency, rateFileBytes } from '#modules/project/index.ts';
import { Invalid } from '#platform/errors.ts';
import { readUpload } from '#platform/files/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, optionalDay, optionalText, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async (context) => {
		assertMayKeepRates(context);
		return { megabytes: Math.floor(rateFileBytes / 1_000_000) };
	});

const ImportForm = z.object({ currencies: optionalText(200), from: optionalDay, source: optionalText(200) });

/** "SEK, USD" as codes; the first that is none is named at the field. */
function currenciesOf(text: string): string[] {
	return text.split(/[\s,;]+/).filter(Boolean).map((part) => {
		const read = rateCurrency(part);
		if ('error' in read) throw new Invalid({ currencies: read.error });
		return read.currency;
	});
}

export const actions = {
	import: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run(async (context) => assertMayKeepRates(context));
				const upload = await readUpload(request, { maxBytes: rateFileBytes }, (fields) => (typed = fields));
				try {
					const input = checkFields(ImportForm, upload.fields);
					const currencies = currenciesOf(input.currencies);
					const file = upload.file;
					if (!file) throw new Invalid({ file: { code: 'budget_file_missing' } });
					const text = await fileText(file.content);
					const report = await locals.run((context) => importRates(context, text, { currencies, from: input.from }, input.source || file.name.slice(0, 200)));
					if (report.problemCount > 0) return fail(422, { report: { problems: report.problems, problemCount: report.problemCount, file: file.name }, typed: upload.fields });
				} finally {
					await upload.dispose();
				}
				redirect(303, '/projects/rates?done=budget_rates_imported');
			},
			() => typed,
			'import'
		);
	}
} satisfies Actions;
