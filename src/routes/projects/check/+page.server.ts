import { redirect } from '@sveltejs/kit';
import { m } from '#i18n/text.ts';
import { assertMayCheck, checkChoices, CheckInput, checkLimits, documentLimit, keptCheck, runCheck } from '#modules/project/index.ts';
import { readUploads } from '#platform/files/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.run(async (context) => {
		const choices = await checkChoices(context);
		const again = url.searchParams.get('again');
		// A result that is no longer kept gives an empty form, not a page that is missing.
		const typed = again === null ? null : await keptCheck(context, again).then(({ typed }) => typed).catch(() => null);
		return { choices, typed, project: typed?.project ?? url.searchParams.get('project') ?? '', files: checkLimits.files, megabytes: documentLimit / 1024 / 1024 };
	});

export const actions = {
	default: ({ locals, request }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run(assertMayCheck);
				const upload = await readUploads(request, { field: 'files', maxFiles: checkLimits.files, maxBytes: documentLimit, fieldBytes: checkLimits.fieldBytes }, (fields) => (typed = fields));
				const id = await (async () => {
					try {
						return await runCheck((work) => locals.run(work), checkFields(CheckInput, upload.fields), upload.files, { text: m.check_text(), other: m.check_other() });
					} finally {
						await upload.dispose();
					}
				})();
				redirect(303, `/projects/check/${id}`);
			},
			() => typed
		);
	}
} satisfies Actions;
