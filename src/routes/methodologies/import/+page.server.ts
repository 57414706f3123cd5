import { fail, redirect, type Actions } from '@sveltejs/kit';
import { m } from '#i18n/text.ts';
import { importDraft, largestFile, parseMethodology, requireMethodologyEditor, type Problem } from '#modules/methodology/index.ts';
import { Invalid } from '#platform/errors.ts';
import { readUpload, type SpooledFile } from '#platform/files/index.ts';
import { act, type FormFailure } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import { z } from 'zod';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => locals.run(async (context) => requireMethodologyEditor(context));

const Paste = z.object({ text: z.string({ error: 'required' }).refine((text) => text.trim() !== '', { error: 'required' }) });

export const actions = {
	file: ({ locals, request }) =>
		act(
			async () => {
				await locals.run(async (context) => requireMethodologyEditor(context));
				const upload = await readUpload(request, { maxBytes: largestFile }, () => undefined);
				try {
					if (!upload.file) throw new Invalid({ file: { code: 'methodology_file_missing' } });
					return await keep(locals, await textOf(upload.file.content), 'file', {});
				} finally {
					await upload.dispose();
				}
			},
			() => ({}),
			'file'
		),
	paste: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run(async (context) => requireMethodologyEditor(context));
				typed = await readFields(request);
				return keep(locals, checkFields(Paste, typed).text, 'text', typed);
			},
			() => typed,
			'text'
		);
	}
} satisfies Actions;

/** Keeps a sound document as a draft; otherwise answers with everything that is wrong. */
async function keep(locals: App.Locals, text: string, field: string, typed: Fields) {
	const parsed = parseMethodology(text);
	if ('problems' in parsed) {
		const failure: FormFailure = { formId: field, errors: [{ field, text: m.error_methodology_file_wrong() }], typed };
		const problems: Problem[] = parsed.problems;
		return fail(422, { failure, problems });
	}
	const id = await locals.run((context) => importDraft(context, parsed.document));
	redirect(303, `/methodologies/drafts/${id}?done=methodology_draft_imported`);
}

async function textOf(file: SpooledFile): Promise<string> {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(await file.read(0, file.size));
	} catch {
		throw new Invalid({ file: { code: 'methodology_file_encoding' } });
	}
}
