import { askedQuestions, checkAnswers, questionPages, type Answers, type Layout, type Offer, type Variant, type VariantName } from '#modules/survey/index.ts';
import type { Typed } from './form.ts';

/**
 * Where a person is in a survey: `info`, `help` (is somebody helping you?), `q.<question>`, `p<number>` (a page of
 * questions), `check`. Only what was typed travels, so each sending finds its way anew.
 */
export type Place = string;

export const variantIn = (offer: Offer, name: VariantName): Variant => offer.document.variants[name] ?? offer.document.variants.standard;

/** Whether the survey asks if somebody helps: where people who may need help answer. */
export const asksForHelp = (offer: Offer, kiosk: boolean): boolean => kiosk || offer.audience === 'clients' || offer.audience === 'children';

/** All places in their order, whether or not their questions are asked. */
function everyPlace(variant: Variant, layout: Layout, help: boolean): Place[] {
	if (layout === 'page') return questionPages(variant).map((_, i) => `p${i}`);
	return ['info', ...(help ? ['help'] : []), ...variant.questions.map(({ id }) => `q.${id}`), 'check'];
}

/** The places that these answers lead through. */
export function places(variant: Variant, layout: Layout, help: boolean, answers: Answers): Place[] {
	const all = everyPlace(variant, layout, help);
	const questions = askedQuestions(variant, answers);
	if (questions.length === variant.questions.length) return all;
	const asked = new Set(questions);
	const shown = (place: Place): boolean => {
		if (place.startsWith('q.')) return variant.questions.some((question) => `q.${question.id}` === place && asked.has(question));
		if (/^p[1-9]/.test(place)) return (questionPages(variant)[Number(place.slice(1))] ?? []).some((question) => asked.has(question));
		return true;
	};
	return all.filter(shown);
}

export interface Path {
	readonly variant: Variant;
	readonly layout: Layout;
	readonly help: boolean;
	readonly answers: Answers;
}

/** The place that is shown for a wanted one: itself, or the next one that is asked; the first for one that does not exist. */
export function settle({ variant, layout, help, answers }: Path, wanted: Place | undefined): Place {
	const shown = places(variant, layout, help, answers);
	if (wanted !== undefined && shown.includes(wanted)) return wanted;
	const all = everyPlace(variant, layout, help);
	const from = all.indexOf(wanted ?? '');
	return (from < 0 ? shown[0] : all.slice(from).find((place) => shown.includes(place))) ?? shown.at(-1) ?? 'p0';
}

/** One place on or back; the same place at either end. */
export function neighbour(path: Path, place: Place, step: 1 | -1): Place {
	const all = everyPlace(path.variant, path.layout, path.help);
	const shown = new Set(places(path.variant, path.layout, path.help, path.answers));
	for (let i = all.indexOf(place) + step; i >= 0 && i < all.length; i += step) {
		const next = all[i];
		if (next !== undefined && shown.has(next)) return next;
	}
	return place;
}

export const isLast = (path: Path, place: Place): boolean => neighbour(path, place, 1) === place;

/** The place of another variant or layout that asks the same, or nearly: nobody is thrown back to the start by a switch. */
export function moved(from: Path, place: Place, to: Path): Place {
	if (from.layout === to.layout && (!/^[qp]/.test(place) || (from.layout === 'page' && from.variant === to.variant))) return settle(to, place);
	const question = questionAt(from, place);
	const same = to.variant.questions.find(({ id }) => id === question) ?? to.variant.questions[Math.min(from.variant.questions.findIndex(({ id }) => id === question), to.variant.questions.length - 1)];
	if (to.layout === 'page') {
		const page = questionPages(to.variant).findIndex((questions) => questions.some((one) => one === same));
		return settle(to, place === 'check' ? `p${questionPages(to.variant).length - 1}` : `p${Math.max(page, 0)}`);
	}
	if (from.layout === 'page' && place === 'p0' && Object.values(from.answers).every((values) => values.every((value) => value === ''))) return 'info';
	return settle(to, same ? `q.${same.id}` : 'info');
}

/** The first question of a place that has no answer yet, else its first. */
function questionAt(path: Path, place: Place): string | undefined {
	if (place.startsWith('q.')) return place.slice(2);
	if (!/^p\d/.test(place)) return undefined;
	const questions = questionPages(path.variant)[Number(place.slice(1))] ?? [];
	return (questions.find(({ id }) => !path.answers[id]?.some((value) => value !== '')) ?? questions[0])?.id;
}

/** The place that shows a question. */
export function placeOf({ variant, layout }: Path, question: string): Place {
	if (layout === 'steps') return `q.${question}`;
	return `p${Math.max(questionPages(variant).findIndex((page) => page.some(({ id }) => id === question)), 0)}`;
}

/** What the other variant asks in the same way, a text or a number, is taken over where nothing stands yet. */
export function carriedOver(offer: Offer, typed: Typed, from: VariantName, to: VariantName): Typed {
	const answers: Record<string, readonly string[]> = { ...typed.answers[to] };
	for (const { id, kind } of variantIn(offer, to).questions) {
		if (kind !== 'short-text' && kind !== 'long-text' && kind !== 'number' && kind !== 'yes-no') continue;
		const same = variantIn(offer, from).questions.find((question) => question.id === id && question.kind === kind);
		const before = typed.answers[from][id];
		if (same && before && !answers[id]?.some((value) => value.trim() !== '')) answers[id] = before;
	}
	return { ...typed, answers: to === 'easy' ? { ...typed.answers, easy: answers } : { ...typed.answers, standard: answers } };
}

/** Which variant's answers are stored: the one on the page, unless the person answered more questions in the other. */
export function variantToStore(offer: Offer, shown: VariantName, typed: Typed, offered: readonly VariantName[]): VariantName {
	const answered = (name: VariantName): number => checkAnswers(variantIn(offer, name), typed.answers[name]).choices.filter((choice) => choice !== null).length;
	if (offered.every((name) => name === shown || Object.keys(typed.answers[name]).length === 0)) return shown;
	return offered.reduce((best, name) => (answered(name) > answered(best) ? name : best), shown);
}
