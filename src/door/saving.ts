import { forgetSaved, openSaved, saveForLater, type Offer, type Saved, type Way } from '#modules/survey/index.ts';
import { systemActor } from '#platform/access.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { fieldOf } from './form.ts';
import type { Showing } from './screens.ts';
import { Tries } from './tries.ts';
import { writeView } from './view.ts';

/** Answers put aside and taken up again. */
export class Saving {
	readonly #runtime: Runtime;
	// Many people may share one open link: the tries are counted by link, and each costs a noticeable moment anyway.
	readonly #tries = new Tries(60, 5 * 60_000);
	constructor(runtime: Runtime) {
		this.#runtime = runtime;
	}

	/** Seals what a page carries; under its earlier code where it has one. Null when it could not be stored. */
	async save({ offer, view, place, typed }: Showing): Promise<{ code: string; until: string } | null> {
		const saved: Saved = { view: [writeView(view)], at: [place], ...(typed.assisted ? { assisted: [typed.assisted] } : {}) };
		for (const variant of ['standard', 'easy'] as const) for (const [id, values] of Object.entries(typed.answers[variant])) saved[fieldOf(variant, id)] = [...values];
		try {
			return await this.#in(offer, (context) => saveForLater(context, offer.surveyId, saved, typed.code ?? undefined));
		} catch (problem) {
			this.#runtime.log.error({ err: { type: problem instanceof Error ? problem.name : 'unknown' } }, 'answers could not be saved');
			return null;
		}
	}

	/** What a code opens; null for one that opens nothing, `wait` after too many tries. */
	async open(offer: Offer, way: Way, code: string): Promise<Saved | null | 'wait'> {
		const key = way.tokenSha256.toString('base64');
		if (!this.#tries.may(key)) return 'wait';
		this.#tries.count(key);
		return this.#in(offer, (context) => openSaved(context, offer.surveyId, code));
	}

	/** Forgets what was saved under a code once it was sent; a failure leaves it to the daily removal. */
	async forget(offer: Offer, code: string): Promise<void> {
		await this.#in(offer, (context) => forgetSaved(context, offer.surveyId, code)).catch(() => undefined);
	}

	#in<T>(offer: Offer, work: Parameters<typeof inContext<T>>[1]): Promise<T> {
		return inContext({ regionId: offer.regionId, actor: systemActor, locale: 'lv' }, work, this.#runtime);
	}
}
