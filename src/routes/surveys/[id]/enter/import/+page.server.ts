import { z } from 'zod';
import { importQuestions, importResponses, variantNames, type AnswerFile, type ImportReport } from '#modules/survey/index.ts';
import { messageOf } from '#i18n/text.ts';
import { Invalid } from '#platform/errors.ts';
import { readUpload, type SpooledFile } from '#platform/files/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** The largest file that is loaded through a page, in bytes: 20 MB; larger ones go through the command line. */
const limit = 20 * 1024 * 1024;

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const { survey, open, variants } = await importQuestions(context, params.id);
		return { survey: { id: survey.id, name: survey.name }, open, variants, megabytes: limit / 1024 / 1024 };
	});

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional().transform((values) => values ?? []);
const ImportForm = z.object({ map: z.string().max(100_000).optional().default(''), variant: z.enum(variantNames, { error: 'wrong' }), what: z.enum(['check', 'store'], { error: 'required' }), more: list });

/** A file that waits on disk, read in pieces as often as needed. */
const answerFile = (name: string, content: SpooledFile): AnswerFile => ({
	name,
	size: content.size,
	async *open() {
		for (let position = 0; position < content.size; position += 65_536) yield await content.read(position, 65_536);
	}
});

/** The report with a sentence at every refusal, in the language of the page. */
const shown = (report: ImportReport) => ({ ...report, refusals: report.refusals.map(({ row, column, value, problem }) => ({ row, column, value, why: messageOf(`error_${problem.code}`, problem.params ?? {}) })) });

export const actions = {
	default: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run((context) => importQuestions(context, params.id));
				const upload = await readUpload(request, { maxBytes: limit }, (fields) => (typed = fields));
				try {
					const { map, variant, what, more } = checkFields(ImportForm, upload.fields);
					if (!upload.file) throw new Invalid({ file: { code: 'paper_import_file_missing' } });
					const file = answerFile(upload.file.name, upload.file.content);
					const report = await importResponses((work) => locals.run(work), params.id, file, { variant, map, dryRun: what === 'check', skipRefused: more.includes('skip'), again: more.includes('again') });
					return { report: shown(report), typed: upload.fields };
				} finally {
					await upload.dispose();
				}
			},
			() => typed,
			'import'
		);
	}
} satisfies Actions;
