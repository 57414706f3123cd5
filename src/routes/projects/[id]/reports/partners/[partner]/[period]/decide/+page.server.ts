import { redirect, type Actions } from '@sveltejs/kit';
import { typedAmount } from '#platform/amount-text.ts';
import { Invalid, type FieldError } from '#platform/errors.ts';
import { act } from '#platform/web/action.ts';
import { readFields, type Fields } from '#platform/web/form.ts';
import { decideItems, decideView, type Decision } from '#modules/project/index.ts';
import type { PageServerLoad } from './$types';

const pageOf = (url: URL): number => {
	const number = Number(url.searchParams.get('page') ?? 1);
	return Number.isInteger(number) && number > 0 ? Math.min(number, 100_000) : 1;
};

const onlyWaiting = (url: URL): boolean => url.searchParams.get('waiting') === 'yes';

export const load: PageServerLoad = ({ locals, params, url }) => locals.run(async (context) => ({ page: await decideView(context, params.id, params.partner, params.period, pageOf(url), onlyWaiting(url)), waiting: onlyWaiting(url) }));

const words: Record<string, Decision['decision']> = { certify: 'certify', part: 'certify', deduct: 'deduct', park: 'park', reopen: 'reopen' };

/** The decisions of a page: only those of items for which one was chosen. */
function read(typed: Fields, currency: string): Decision[] {
	const errors: Record<string, FieldError> = {};
	const text = (name: string): string => { const value = typed[name]; return typeof value === 'string' ? value.trim() : ''; };
	const decisions = Object.keys(typed).flatMap((name): Decision[] => {
		const id = /^decision-([0-9a-f-]{36})$/.exec(name)?.[1];
		const chosen = text(name);
		const decision = Object.hasOwn(words, chosen) ? words[chosen] : undefined;
		if (id === undefined || decision === undefined) return [];
		const part = chosen === 'part' ? typedAmount(text(`certified-${id}`), currency, 'negative') : null;
		if (part && 'error' in part) errors[`certified-${id}`] = part.error;
		return [{ itemId: id, revision: Number.parseInt(text(`revision-${id}`), 10) || 0, decision, certified: part && 'amount' in part ? part.amount : null, reason: text(`reason-${id}`) }];
	});
	if (Object.keys(errors).length > 0) throw new Invalid(errors);
	return decisions;
}

export const actions = {
	default: ({ locals, params, request, url }) => {
		let typed: Fields = {};
		return act(
			async () => {
				typed = await readFields(request);
				const place = { partner: params.partner ?? '', period: params.period ?? '' };
				await locals.run(async (context) => {
					const { version } = await decideView(context, params.id ?? '', place.partner, place.period, 1);
					await decideItems(context, params.id ?? '', place, read(typed, version.document.currency));
				});
				redirect(303, `${url.pathname}?page=${onlyWaiting(url) ? 1 : pageOf(url)}${onlyWaiting(url) ? '&waiting=yes' : ''}&done=spending_decided`);
			},
			() => typed
		);
	}
} satisfies Actions;
