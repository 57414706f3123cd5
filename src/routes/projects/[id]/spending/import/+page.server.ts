import { redirect, type Actions } from '@sveltejs/kit';
import { z } from 'zod';
import { assertMayImportItems, decimalSigns, entryForm, importBytes, importItems, importRows } from '#modules/project/index.ts';
import { Invalid } from '#platform/errors.ts';
import { readUpload } from '#platform/files/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, requiredText, type Fields } from '#platform/web/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => locals.run(async (context) => ({ page: await entryForm(context, params.id), rows: importRows, megabytes: importBytes / 1024 / 1024 }));

const Options = z.object({
	partner: requiredText(40),
	period: requiredText(40),
	decimalSign: z.enum(decimalSigns, { error: 'wrong' }).default('auto'),
	again: z.string().optional().transform((value) => value === 'yes'),
	step: z.string().optional().transform((value) => value === 'check')
});

export const actions = {
	default: ({ locals, params, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				const projectId = params.id ?? '';
				await locals.run((context) => assertMayImportItems(context, projectId));
				const upload = await readUpload(request, { maxBytes: importBytes }, (fields) => (typed = fields));
				try {
					const { step: dryRun, ...options } = checkFields(Options, upload.fields);
					const { file } = upload;
					if (!file || file.content.size === 0) throw new Invalid({ file: { code: 'spending_import_empty' } });
					const bytes = await file.content.read(0, file.content.size);
					const report = await locals.run((context) => importItems(context, projectId, { name: file.name, bytes, sha256: file.content.sha256 }, { ...options, dryRun }));
					if (report.stored > 0) redirect(303, `/projects/${projectId}/spending?partner=${encodeURIComponent(options.partner)}&state=entered&done=spending_imported`);
					return { report, typed };
				} finally {
					await upload.dispose();
				}
			},
			() => typed
		);
	}
} satisfies Actions;
