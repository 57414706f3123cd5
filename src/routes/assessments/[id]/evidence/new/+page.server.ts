import { redirect } from '@sveltejs/kit';
import { addFileEvidence, addLinkEvidence, addNoteEvidence, assertMayAddEvidence, evidenceKinds, evidencePage, FileEvidenceInput, LinkEvidenceInput, NoteEvidenceInput } from '#modules/assessment/index.ts';
import { Invalid } from '#platform/errors.ts';
import { allowedExtensions, fileLimit, readUpload } from '#platform/files/index.ts';
import { act } from '#platform/web/action.ts';
import { checkFields, readFields, type Fields } from '#platform/web/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	locals.run(async (context) => {
		const page = await evidencePage(context, params.id);
		const kind = evidenceKinds.find((k) => k === url.searchParams.get('kind')) ?? 'file';
		const node = url.searchParams.get('node');
		return { page, kind, chosen: page.nodes.filter((n) => n.id === node).map((n) => n.id), megabytes: fileLimit / 1024 / 1024, extensions: [...allowedExtensions] };
	});

const added = (id: string): never => redirect(303, `/assessments/${id}/evidence?done=evidence_added`);

export const actions = {
	file: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				await locals.run((context) => assertMayAddEvidence(context, params.id));
				const upload = await readUpload(request, { maxBytes: fileLimit }, (fields) => (typed = fields));
				try {
					const input = checkFields(FileEvidenceInput, upload.fields);
					const file = upload.file;
					if (!file) throw new Invalid({ file: { code: 'evidence_file_missing' } });
					await locals.run((context) => addFileEvidence(context, params.id, input, file));
				} finally {
					await upload.dispose();
				}
				added(params.id);
			},
			() => typed,
			'file'
		);
	},
	link: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(LinkEvidenceInput, typed);
				await locals.run((context) => addLinkEvidence(context, params.id, input));
				added(params.id);
			},
			() => typed,
			'link'
		);
	},
	note: ({ locals, request, params }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const input = checkFields(NoteEvidenceInput, typed);
				await locals.run((context) => addNoteEvidence(context, params.id, input));
				added(params.id);
			},
			() => typed,
			'note'
		);
	}
} satisfies Actions;
