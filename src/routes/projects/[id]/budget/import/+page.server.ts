import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { budgetEditor, budgetFileBytes, fileText, importBudget } from '#modules/project/index.ts';
import { Invalid } from '#platform/errors.ts';
import { readUpload } from '#platform/files/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => ({ editor: await budgetEditor(context, params.id, { partner: null, period: null, lumpSums: false }), megabytes: Math.floor(budgetFileBytes / 1_000_000) }));

const ImportForm = z.object({ revision: z.coerce.number({ error: 'wrong' }).int() });

export const actions = {
	import: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				// Who may not import is told before the file is read.
				await locals.run((context) => budgetEditor(context, params.id, { partner: null, period: null, lumpSums: false }));
				const upload = await readUpload(request, { maxBytes: budgetFileBytes }, (fields) => (typed = fields));
				try {
					const { revision } = checkFields(ImportForm, upload.fields);
					const file = upload.file;
					if (!file) throw new Invalid({ file: { code: 'budget_file_missing' } });
					const text = await fileText(file.content);
					const report = await locals.run((context) => importBudget(context, params.id, revision, text));
					if (report.problemCount > 0) return fail(422, { report: { ...report, file: file.name } });
				} finally {
					await upload.dispose();
				}
				redirect(303, `/projects/${params.id}/budget?of=draft&done=budget_imported`);
			},
			() => typed,
			'import'
		);
	}
} satisfies Actions;
