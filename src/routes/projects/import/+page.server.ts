import { fail } from '@sveltejs/kit';
import { z } from 'zod';
import { assertMayImportProjects, importIati, importLimits, noteText, problemText, type IatiImport } from '#modules/project/index.ts';
import { Invalid } from '#platform/errors.ts';
import { readUpload } from '#platform/files/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.run(async (context) => {
		assertMayImportProjects(context);
		return { megabytes: importLimits.bytes / 1024 / 1024 };
	});

const ImportForm = z.object({ what: z.enum(['check', 'import'], { error: 'wrong' }).default('import') });

/** The report with its sentences in the reader's language. */
const shown = (report: IatiImport) => ({ ...report, activities: report.activities.map((activity) => ({ ...activity, notes: activity.notes.map((note) => noteText(note)), problems: activity.problems.map((problem) => problemText(problem)) })) });

export const actions = {
	import: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run(async (context) => assertMayImportProjects(context));
				const upload = await readUpload(request, { maxBytes: importLimits.bytes }, (fields) => (typed = fields));
				try {
					const { what } = checkFields(ImportForm, upload.fields);
					const file = upload.file;
					if (!file) throw new Invalid({ file: { code: 'exchange_file_missing' } });
					const bytes = await file.content.read(0, file.content.size);
					const report = await locals.run((context) => importIati(context, bytes, { fileName: file.name, dryRun: what === 'check' }));
					return report.activities.some(({ outcome }) => outcome === 'refused') ? fail(422, { report: shown(report) }) : { report: shown(report) };
				} finally {
					await upload.dispose();
				}
			},
			() => typed,
			'import'
		);
	}
} satisfies Actions;
