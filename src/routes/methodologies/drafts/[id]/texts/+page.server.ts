import type { Actions } from '@sveltejs/kit';
import { loadTexts, saveForm } from '../editing.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => loadTexts(locals, params.id, { kind: 'head' });

export const actions = { save: ({ locals, request, params }) => saveForm(locals, request, params.id ?? '', { kind: 'head' }) } satisfies Actions;
